// SPDX-License-Identifier: BSD-3-Clause
#include "base/day.hpp"

#include <cstdlib>
#include <ctime>

#include "check.hpp"

namespace {

using namespace std::chrono;
using namespace std::chrono_literals;
using wavix::beginning_of;
using wavix::Day;
using wavix::Days;
using wavix::in_iso;

constexpr Day day = year(2026) / 11 / 2;

void in_zone(const char* zone) {
  CHECK_EQ(::setenv("TZ", zone, 1), 0);
  ::tzset();
}

void a_day_is_written_as_iso_has_it() { CHECK_EQ(in_iso(day), "2026-11-02"); }

void a_day_begins_at_the_machines_own_midnight() {
  in_zone("EST5");
  CHECK(beginning_of(day) == day + 5h);
  in_zone("EET-2");
  CHECK(beginning_of(day) == day - 2h);
}

void summer_time_is_the_zones_matter() {
  in_zone("CET-1CEST,M3.5.0,M10.5.0/3");
  constexpr Day change = year(2026) / 3 / 29;
  CHECK(beginning_of(change) == change - 1h);
  CHECK(beginning_of(change + days(1)) == change + 22h);
}

void both_ends_are_in_a_span() {
  const Days span{day, day + days(1)};
  CHECK(span.holds(day) && span.holds(day + days(1)));
  CHECK(!span.holds(day - days(1)) && !span.holds(day + days(2)));
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a day is written as ISO has it", a_day_is_written_as_iso_has_it),
      TEST("a day begins at the machine's own midnight", a_day_begins_at_the_machines_own_midnight),
      TEST("summer time is the zone's matter", summer_time_is_the_zones_matter),
      TEST("both ends are in a span", both_ends_are_in_a_span),
  };
  return cmocka_run_group_tests_name("base day", tests, nullptr, nullptr);
}
