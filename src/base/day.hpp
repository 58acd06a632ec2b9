// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <string>

namespace wavix {

/// A day of the calendar.
using Day = std::chrono::sys_days;

/// "2026-11-22" (ISO 8601)
std::string in_iso(Day day);

/// When a day begins by the machine's own time zone: at midnight, or where there is none that day, at its
/// first moment.
std::chrono::sys_time<std::chrono::milliseconds> beginning_of(Day day);

/// Both inclusive.
struct Days {
  Day first, last;
  [[nodiscard]] bool holds(Day day) const { return first <= day && day <= last; }
  bool operator==(const Days&) const = default;
};

}  // namespace wavix
