// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>

namespace wavix::config {

/// Why there is no key `name` in `section`, with the one that was probably meant: "no such key
/// (code.length?)".
std::string no_such_key(std::string_view section, std::string_view name);

/// "no such section ([code]?)"
std::string no_such_section(std::string_view name);

}  // namespace wavix::config
