// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "base/expected.hpp"

namespace wavix::guard {

using std::chrono::milliseconds;

/// The wall clock's time: for people to read, never to measure by.
using WallTime = std::chrono::sys_time<milliseconds>;

/// What this machine's clocks say.
struct Reading {
  milliseconds up{0};  ///< CLOCK_BOOTTIME: since the boot, through suspend; nobody can set it
  WallTime wall;
  std::string boot;  ///< boot_id of random(4): another with each boot
};

/// The clocks that a store is to go by; the reason if they cannot be read.
using Clock = std::function<Expected<Reading, std::string>()>;
Expected<Reading, std::string> machine_clock();

/// Guard time, by which all windows, lockouts, grace and pending verifications are measured: the time that
/// surely passed since the store was made. The store keeps where it stood last, and beside what readings.
/// While the machine runs it advances with CLOCK_BOOTTIME, so that setting the wall clock does nothing to it.
/// From one boot to the next only the wall clock knows anything: guard time advances by as much as it stands
/// above its highest reading so far, else not at all. A clock set back, or one that starts at 1970, so
/// lengthens a lockout by the time the machine was off; it never shortens one. (Of a clock that is set
/// forward before the first login after a boot nobody can tell that it is wrong.)
struct GuardClock {
  using duration = milliseconds;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<GuardClock>;
  static constexpr bool is_steady = true;
};
using Instant = GuardClock::time_point;

/// Where guard time stood, and beside what.
struct Mark {
  Instant instant{};
  milliseconds up{0};
  WallTime highest_wall{};
  std::string boot = {};
};

/// `last` as it stands at `reading`. Readings of one boot may come out of order.
Mark advanced(const Mark& last, const Reading& reading);

}  // namespace wavix::guard
