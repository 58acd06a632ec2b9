// SPDX-License-Identifier: BSD-3-Clause
#include "base/when.hpp"

#include <fmt/format.h>

#include <ctime>

namespace wavix {
namespace {

using namespace std::chrono;

std::tm local(sys_time<milliseconds> time) {
  const auto since_epoch = system_clock::to_time_t(time_point_cast<system_clock::duration>(time));
  std::tm parts{};
  ::localtime_r(&since_epoch, &parts);
  return parts;
}

}  // namespace

std::string when(sys_time<milliseconds> time, sys_time<milliseconds> now) {
  const auto parts = local(ceil<minutes>(time));
  auto clock = fmt::format("{:02}:{:02}", parts.tm_hour, parts.tm_min);
  if (abs(time - now) < hours(12)) return clock;
  return fmt::format("{:04}-{:02}-{:02} {}", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, clock);
}

year_month_day day_of(sys_time<milliseconds> time) {
  const auto parts = local(time);
  return {year(parts.tm_year + 1900), month(static_cast<unsigned>(parts.tm_mon) + 1),
          day(static_cast<unsigned>(parts.tm_mday))};
}

year_month_day today() { return day_of(floor<milliseconds>(system_clock::now())); }

}  // namespace wavix
