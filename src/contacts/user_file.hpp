// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/ini.hpp"

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

/// Reads a whole users.conf for one user: its form is checked for all users, what it says is kept for the
/// one.
class UserFile final : public IniSink {
public:
  struct Wrong {
    unsigned line;
    std::string reason;
  };

  /// The views are of `text`.
  UserFile(std::string_view text, std::string_view user);

  /// Nothing if the file does not name the user.
  [[nodiscard]] const std::optional<Entry>& entry() const noexcept { return entry_; }
  [[nodiscard]] const std::vector<Wrong>& problems() const noexcept { return problems_; }

  void section(std::string_view name, unsigned line) override;
  void setting(std::string_view key, std::string_view value, unsigned line) override;
  void wrong(unsigned line, std::string reason) override;

private:
  enum class Place { nowhere, unknown_section, users, user };

  void start_user(std::string_view name, unsigned line);
  void end_user();
  void user_key(std::string_view key, Written value);
  void count(std::string_view name, unsigned line);

  std::string_view user_;
  std::optional<Entry> entry_;
  std::vector<Wrong> problems_;
  std::unordered_map<std::string_view, unsigned> lines_;  ///< of all users so far
  Place place_ = Place::nowhere;
  std::string_view name_;  ///< of the [user NAME] that is being read
  unsigned section_line_ = 0;
  Entry section_entry_;
};

}  // namespace wavix::contacts
