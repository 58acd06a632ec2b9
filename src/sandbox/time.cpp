// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/time.hpp"

#include <fmt/format.h>

#include <array>

#include "base/text.hpp"

namespace wavix::sandbox {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hh_mm_ss;
using std::chrono::seconds;
using std::chrono::year_month_day;

struct Parts {
  int year;
  unsigned month, day, weekday;
  hh_mm_ss<std::chrono::milliseconds> clock;
};

Parts parts_of(Time time) {
  const auto midnight = floor<days>(time);
  const year_month_day date(midnight);
  return {static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
          static_cast<unsigned>(date.day()), std::chrono::weekday(midnight).c_encoding(),
          hh_mm_ss(time - midnight)};
}

}  // namespace

std::string iso_time(Time time, bool with_fraction) {
  const auto at = parts_of(time);
  const auto fraction = with_fraction ? fmt::format(".{:03}", at.clock.subseconds().count()) : std::string();
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}Z", at.year, at.month, at.day,
                     at.clock.hours().count(), at.clock.minutes().count(), at.clock.seconds().count(),
                     fraction);
}

std::string http_time(Time time) {
  static constexpr std::array weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto at = parts_of(time);
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", weekdays.at(at.weekday), at.day,
                     months.at(at.month - 1), at.year, at.clock.hours().count(), at.clock.minutes().count(),
                     at.clock.seconds().count());
}

std::optional<std::chrono::sys_days> day_from(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = number_from<int>(text.substr(0, 4));
  const auto month = number_from<unsigned>(text.substr(5, 2));
  const auto day = number_from<unsigned>(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const year_month_day date{std::chrono::year(*year), std::chrono::month(*month), std::chrono::day(*day)};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date);
}

}  // namespace wavix::sandbox
