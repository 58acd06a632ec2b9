// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>

namespace wavix::figures {

/// Text from anywhere as the content of an element or of a quoted attribute: nothing in it is markup
/// (HTML Standard, 13.3), and nothing a control character.
std::string escaped(std::string_view text);

}  // namespace wavix::figures
