// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <string>

namespace wavix {

/// A time for people, by the machine's own time zone: "14:20" if it is less than half a day from `now`, else
/// "2026-11-22 14:20". Rounded up to the minute, so that waiting as long as told is enough.
std::string when(std::chrono::sys_time<std::chrono::milliseconds> time,
                 std::chrono::sys_time<std::chrono::milliseconds> now);

/// The day that it is at `time` by the machine's own time zone.
std::chrono::year_month_day day_of(std::chrono::sys_time<std::chrono::milliseconds> time);
std::chrono::year_month_day today();

}  // namespace wavix
