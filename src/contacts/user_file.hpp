// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ini.hpp"
#include "contacts/repeats.hpp"

namespace wavix::contacts {

inline constexpr std::size_t largest_user_file = std::size_t{64} << 20U;  ///< bytes

/// A value as it stands in the file.
struct Written {
  std::string_view text;
  unsigned line = 0;
};

/// What users.conf says of one user, unjudged.
struct Entry {
  std::optional<Written> phone, channel, language;
};

/// An entry, and where it stands.
struct UserEntry {
  std::string_view name;
  unsigned line = 0;         ///< of the name
  bool has_section = false;  ///< it is a [user NAME], and no line under [users]
  Entry entry;
};

/// Something that is wrong with the file, by its line.
struct WrongLine {
  unsigned line;
  std::string reason;
};

/// Reads a whole users.conf, for one user or for all: the form is checked for all of them.
class UserFile final : public IniSink {
public:
  using Wrong = WrongLine;

  /// What the file says of `user` is kept; of whom nothing is given, of everybody. The views are of `text`.
  explicit UserFile(std::string_view text, std::optional<std::string_view> user = std::nullopt);

  /// In the order of the file. Of what there are problems about, anything.
  [[nodiscard]] const std::vector<UserEntry>& entries() const noexcept { return entries_; }
  /// The first; null if the file does not name whom it was read for.
  [[nodiscard]] const Entry* entry() const noexcept {
    return entries_.empty() ? nullptr : &entries_.front().entry;
  }
  /// In the order of the file.
  [[nodiscard]] const std::vector<Wrong>& problems() const noexcept { return problems_; }

  void section(std::string_view name, unsigned line) override;
  void setting(std::string_view key, std::string_view value, unsigned line) override;
  void wrong(unsigned line, std::string reason) override;

private:
  enum class Place { nowhere, unknown_section, users, user };

  void start_user(std::string_view name, unsigned line);
  void end_user();
  void user_key(std::string_view key, Written value);
  void judge_names();
  [[nodiscard]] bool is_wanted(std::string_view name) const { return !user_ || name == *user_; }

  std::optional<std::string_view> user_;
  std::vector<UserEntry> entries_;
  std::vector<Wrong> problems_;
  std::vector<NameInLine> names_;  ///< of all users
  Place place_ = Place::nowhere;
  UserEntry section_;  ///< the [user NAME] that is being read
};

}  // namespace wavix::contacts
