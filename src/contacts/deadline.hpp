// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <chrono>

namespace wavix::contacts {

/// What is left of a time that several waits share.
class Deadline {
public:
  explicit Deadline(std::chrono::milliseconds from_now) : end_(Clock::now() + from_now) {}

  /// Never negative.
  [[nodiscard]] std::chrono::milliseconds left() const {
    using std::chrono::milliseconds;
    return std::max(std::chrono::ceil<milliseconds>(end_ - Clock::now()), milliseconds::zero());
  }

private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point end_;
};

}  // namespace wavix::contacts
