// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstring>
#include <string>

namespace wavix::api {

/// Overwrites and empties a text that held a secret on its way to a library that takes nothing better.
inline void wipe(std::string& text) noexcept {
  ::explicit_bzero(text.data(), text.size());
  text.clear();
}

}  // namespace wavix::api
