// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <string>

#include "sandbox/random.hpp"
#include "sandbox/time.hpp"

namespace wavix::sandbox {

/// Makes ids as Wavix does: time-based (version 1) UUIDs in 32 lower-case hex digits, hence guessable.
class Identifiers {
public:
  explicit Identifiers(const Random& random);
  /// No two are alike, even in one millisecond.
  std::string next(Time now);

private:
  std::uint64_t node_;
  std::uint16_t sequence_;
  std::uint64_t last_ticks_ = 0;
};

/// 8-4-4-4-12, as some of Wavix's examples have it.
std::string dashed(const std::string& id);

}  // namespace wavix::sandbox
