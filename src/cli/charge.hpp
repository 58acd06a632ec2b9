// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "figures/money.hpp"

namespace wavix::cli {

/// "$0.0522", as Wavix wrote it; nothing where nothing was written, and "?" for what is no amount.
std::string charge_for_people(std::string_view charge);

/// What all of some things cost.
class Charges {
public:
  void add(std::string_view charge);
  [[nodiscard]] figures::Money sum() const { return sum_; }
  /// "$0.1132", or "$0.1132 and 2 charges that are not amounts".
  [[nodiscard]] std::string text() const;

private:
  figures::Money sum_;
  std::uint64_t unreadable_ = 0;
};

}  // namespace wavix::cli
