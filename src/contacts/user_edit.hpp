// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/expected.hpp"

/// Changes to a users.conf, from text to text. What is not changed stays byte for byte: comments, order,
/// blank lines, how values are written, line ends. Only a last line without an end gets one.
namespace wavix::contacts {

/// What a user's entry is to say.
struct UserChange {
  std::string user;
  std::string phone;                    ///< the numbers as they are to stand there, with commas between
  std::optional<std::string> channel;   ///< nothing: as it is; empty: none of the user's own
  std::optional<std::string> language;  ///< likewise

  bool operator==(const UserChange&) const = default;
};

struct UserChanges {
  std::vector<UserChange> set;       ///< each user once
  std::vector<std::string> removed;  ///< none of `set`

  bool operator==(const UserChanges&) const = default;
};

/// The text after the changes. Users who are there keep their place and form; new ones come last under
/// [users], or where that form cannot express them, get a section of their own at the end. Of a section that
/// is removed, comments up to its last key go too.
///
/// The result is read as a login reads it: what does not come out as it was meant to is an error, and so is a
/// text with problems.
Expected<std::string, std::string> edited(std::string_view text, const UserChanges& changes);

}  // namespace wavix::contacts
