// SPDX-License-Identifier: BSD-3-Clause
#include "base/day.hpp"

#include <fmt/format.h>

#include <ctime>

namespace wavix {

using std::chrono::year_month_day;

std::string in_iso(Day day) {
  const year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", int{date.year()}, unsigned{date.month()}, unsigned{date.day()});
}

std::chrono::sys_time<std::chrono::milliseconds> beginning_of(Day day) {
  const year_month_day date(day);
  std::tm parts{};
  parts.tm_year = int{date.year()} - 1900;
  parts.tm_mon = static_cast<int>(unsigned{date.month()}) - 1;
  parts.tm_mday = static_cast<int>(unsigned{date.day()});
  parts.tm_isdst = -1;  // mktime(3) finds out
  return std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::seconds(std::mktime(&parts)));
}

}  // namespace wavix
