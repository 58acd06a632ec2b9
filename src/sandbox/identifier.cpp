// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/identifier.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wavix::sandbox {
namespace {

/// RFC 4122: 100 ns intervals from 15 October 1582 to 1970.
constexpr std::uint64_t ticks_before_1970 = 0x01b21dd213814000ULL;
constexpr std::uint64_t ticks_per_millisecond = 10'000;

}  // namespace

Identifiers::Identifiers(const Random& random)
    : node_((std::uint64_t{random()} << 16U | (random() & 0xffffU)) |
            0x010000000000ULL),  // multicast: no card's
      sequence_(static_cast<std::uint16_t>((random() & 0x3fffU) | 0x8000U)) {
  node_ &= 0xffffffffffffULL;
}

std::string Identifiers::next(Time now) {
  const auto milliseconds = static_cast<std::uint64_t>(now.time_since_epoch().count());
  const auto ticks = std::max(ticks_before_1970 + milliseconds * ticks_per_millisecond, last_ticks_ + 1);
  last_ticks_ = ticks;
  return fmt::format("{:08x}{:04x}{:04x}{:04x}{:012x}", ticks & 0xffffffffULL, (ticks >> 32U) & 0xffffU,
                     ((ticks >> 48U) & 0x0fffU) | 0x1000U, sequence_, node_);
}

std::string dashed(const std::string& id) {
  return fmt::format("{}-{}-{}-{}-{}", id.substr(0, 8), id.substr(8, 4), id.substr(12, 4), id.substr(16, 4),
                     id.substr(20));
}

}  // namespace wavix::sandbox
