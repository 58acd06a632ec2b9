// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <string_view>

namespace wavix::api {

/// Whether a text can be the id of a verification: 1 to 128 characters of printable ASCII, fit to be a
/// segment of a path. What they look like is Wavix's to change.
constexpr bool is_usable_id(std::string_view text) noexcept {
  if (text.empty() || text.size() > 128 || text == "." || text == "..") return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~' && c != '/'; });
}

}  // namespace wavix::api
