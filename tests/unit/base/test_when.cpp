// SPDX-License-Identifier: BSD-3-Clause
#include "base/when.hpp"

#include <cstdlib>
#include <ctime>

#include "check.hpp"

namespace {

using namespace std::chrono;
using namespace std::chrono_literals;
using wavix::when;

constexpr sys_time<milliseconds> noon = sys_days(year(2026) / 11 / 22) + 12h;

void in_zone(const char* zone) {
  CHECK_EQ(::setenv("TZ", zone, 1), 0);
  ::tzset();
}

void soon_is_a_time_of_day() {
  in_zone("UTC");
  CHECK_EQ(when(noon + 2h + 20min, noon), "14:20");
  CHECK_EQ(when(noon - 3h, noon), "09:00");
}

void later_is_a_day_too() {
  in_zone("UTC");
  CHECK_EQ(when(noon + 24h, noon), "2026-11-23 12:00");
}

void a_minute_that_has_begun_counts() {
  in_zone("UTC");
  CHECK_EQ(when(noon + 1ms, noon), "12:01");
  CHECK_EQ(when(noon + 59s, noon), "12:01");
}

void it_is_the_machines_own_time() {
  in_zone("EET-2");
  CHECK_EQ(when(noon, noon), "14:00");
  CHECK(wavix::day_of(noon + 11h) == year(2026) / 11 / 23);
  in_zone("UTC");
  CHECK(wavix::day_of(noon + 11h) == year(2026) / 11 / 22);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("soon is a time of day", soon_is_a_time_of_day),
      TEST("later is a day too", later_is_a_day_too),
      TEST("a minute that has begun counts", a_minute_that_has_begun_counts),
      TEST("it is the machine's own time", it_is_the_machines_own_time),
  };
  return cmocka_run_group_tests_name("base when", tests, nullptr, nullptr);
}
