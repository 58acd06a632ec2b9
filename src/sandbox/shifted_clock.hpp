// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>

#include "sandbox/time.hpp"

namespace wavix::sandbox {

inline Time real_time() { return std::chrono::floor<Time::duration>(std::chrono::system_clock::now()); }

/// Real time, and what it has been moved by: expiry is tested without waiting.
class ShiftedClock {
public:
  void advance(std::chrono::seconds by) { shift_ += by; }
  [[nodiscard]] std::chrono::seconds shift() const { return shift_; }
  [[nodiscard]] Time now() const { return real_time() + shift_; }

private:
  std::chrono::seconds shift_{0};
};

}  // namespace wavix::sandbox
