// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>

namespace wavix::cli {

enum class Paint { none, good, warning, bad, faint, strong };

/// `text` in a colour where standard output is a terminal that has any: not under TERM=dumb, nor where
/// NO_COLOR is set (https://no-color.org). Elsewhere as it is. What is painted no longer has the width of its
/// bytes: pad it before.
std::string painted(Paint paint, std::string_view text);

}  // namespace wavix::cli
