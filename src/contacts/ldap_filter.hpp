// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/expected.hpp"

namespace wavix::contacts {

/// Whether a directory can be asked for a user of this name. Not for an empty one, nor for one with blanks at
/// the ends of what stands before or behind its last '@': directories pass over such blanks (RFC
/// 4518, 2.6.1), and would find somebody else.
bool is_searchable(std::string_view user) noexcept;

/// The search filter for a user: in `pattern`, %u is the name, %U what stands before its last '@' (all of it
/// if there is none), %d what stands behind that, or nothing, and %% a percent sign. What comes from the name
/// is escaped (RFC 4515), so that it stays one value. Else the reason why the pattern is wrong.
Expected<std::string, std::string> filter_for(std::string_view pattern, std::string_view user);

/// How everybody is found whom filter_for() would find one by one.
struct Everybody {
  std::string filter;          ///< with '*' in the names' places
  std::string attribute;       ///< the one whose value has the name
  std::string before, behind;  ///< what stands around the name in that value

  /// The user's name in a value of the attribute; nothing: it has another form.
  [[nodiscard]] std::optional<std::string> name_in(std::string_view value) const;
};

/// By the first %u, %U or %U@%d in `pattern`, which filter_for() takes; else why that is not possible.
Expected<Everybody, std::string> everybody_by(std::string_view pattern);

}  // namespace wavix::contacts
