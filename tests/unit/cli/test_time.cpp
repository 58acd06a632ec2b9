// SPDX-License-Identifier: BSD-3-Clause
#include "cli/time.hpp"

#include <cstdlib>

#include "check.hpp"

namespace {

using namespace std::chrono_literals;
using wavix::cli::for_people;
using wavix::cli::for_programs;
using wavix::guard::WallTime;

constexpr WallTime evening(20779 * 24h + 18h + 2min + 11s + 900ms);  // 2026-11-22 18:02:11.9 UTC

void people_read_minutes_of_their_own_zone() {
  CHECK(::setenv("TZ", "EST5", 1) == 0);
  CHECK_EQ(for_people(evening), "2026-11-22 13:02");
}

void programs_read_seconds_of_utc() {
  CHECK(::setenv("TZ", "EST5", 1) == 0);
  CHECK_EQ(for_programs(evening), "2026-11-22T18:02:11Z");
}

void a_duration_is_read_in_hours_and_minutes_and_never_too_short() {
  CHECK_EQ(for_people(2h), "2h");
  CHECK_EQ(for_people(90min), "1h 30m");
  CHECK_EQ(for_people(59min + 1ms), "1h");
  CHECK_EQ(for_people(1ms), "1m");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("people read minutes of their own zone", people_read_minutes_of_their_own_zone),
      TEST("programs read seconds of UTC", programs_read_seconds_of_utc),
      TEST("a duration is read in hours and minutes, and never too short",
           a_duration_is_read_in_hours_and_minutes_and_never_too_short),
  };
  return cmocka_run_group_tests_name("cli time", tests, nullptr, nullptr);
}
