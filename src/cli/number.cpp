// SPDX-License-Identifier: BSD-3-Clause
#include "cli/number.hpp"

#include <fmt/format.h>

namespace wavix::cli {

std::string with_commas(std::uint64_t number) {
  auto digits = fmt::to_string(number);
  for (auto at = digits.size(); at > 3; at -= 3)
    digits.insert(at - 3, ",");
  return digits;
}

}  // namespace wavix::cli
