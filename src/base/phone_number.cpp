// SPDX-License-Identifier: BSD-3-Clause
#include "base/phone_number.hpp"

#include <algorithm>
#include <cstddef>

namespace wavix {

std::string PhoneNumber::masked() const {
  constexpr std::size_t hidden = 5;
  constexpr std::size_t most_in_front = 4;
  constexpr std::size_t most_behind = 3;
  const auto size = digits_.size();
  const auto behind = std::min(most_behind, size - std::min(size, hidden));
  const auto front = std::min(most_in_front, size - std::min(size, hidden + behind));
  return "+" + digits_.substr(0, front) + std::string(size - front - behind, '*') +
         digits_.substr(size - behind);
}

}  // namespace wavix
