// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string_view>

namespace wavix::api {

/// Whether a text can be the id of a verification: 1 to 128 characters of printable ASCII, fit to be a
/// segment of a path. What they look like is Wavix's to change.
constexpr bool is_usable_id(std::string_view text) noexcept {
  if (text.empty() || text.size() > 128 || text == "." || text == "..") return false;
  for (const char c : text)
    if (c <= ' ' || c > '~' || c == '/') return false;
  return true;
}

}  // namespace wavix::api
