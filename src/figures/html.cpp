// SPDX-License-Identifier: BSD-3-Clause
#include "figures/html.hpp"

#include "base/text.hpp"

namespace wavix::figures {

std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : sanitised(text)) {
    switch (c) {
    case '&': safe += "&amp;"; break;
    case '<': safe += "&lt;"; break;
    case '>': safe += "&gt;"; break;
    case '"': safe += "&quot;"; break;
    case '\'': safe += "&#39;"; break;
    default: safe += c;
    }
  }
  return safe;
}

}  // namespace wavix::figures
