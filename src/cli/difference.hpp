// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>

namespace wavix::cli {

/// What diff -u shows, for people, in colours on a terminal; lines made fit for it. Empty if nothing differs.
std::string difference(std::string_view old_name, std::string_view old_text, std::string_view new_name,
                       std::string_view new_text);

}  // namespace wavix::cli
