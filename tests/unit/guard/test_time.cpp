// SPDX-License-Identifier: BSD-3-Clause
#include "guard/time.hpp"

#include "check.hpp"

namespace {

using namespace std::chrono_literals;
using wavix::guard::advanced;
using wavix::guard::Instant;
using wavix::guard::machine_clock;
using wavix::guard::Mark;
using wavix::guard::milliseconds;
using wavix::guard::Reading;
using wavix::guard::WallTime;

const WallTime today(20000 * 24h);
const Mark mark{Instant(100h), 5h, today, "boot"};

milliseconds passed(const Reading& reading) { return advanced(mark, reading).instant - mark.instant; }

void while_the_machine_runs_the_wall_clock_counts_for_nothing() {
  for (const auto wall : {today, today + 24h, today - 24h, WallTime()})
    CHECK(passed({5h + 3min, wall, "boot"}) == 3min);
}

void over_a_boot_time_passes_as_the_wall_clock_says() { CHECK(passed({20s, today + 2h, "next"}) == 2h); }

void over_a_boot_no_time_passes_if_the_wall_clock_went_back() {
  for (const auto wall : {today, today - 24h, WallTime()})
    CHECK(passed({20s, wall, "next"}) == 0ms);
}

void a_boot_at_1970_and_the_next_one_in_the_present_make_no_leap() {
  const auto at_1970 = advanced(mark, {20s, WallTime(), "next"});
  CHECK(advanced(at_1970, {20s, today + 1h, "third"}).instant - mark.instant == 1h);
}

void a_wall_clock_that_ran_ahead_and_was_set_back_before_a_boot_makes_no_leap() {
  const auto ahead = advanced(mark, {5h + 1min, today + 24h, "boot"});
  CHECK(advanced(ahead, {20s, today + 2h, "next"}).instant - mark.instant == 1min);
}

void readings_out_of_order_count_no_time_twice() {
  const auto late = advanced(mark, {5h + 10s, today, "boot"});
  const auto early = advanced(late, {5h + 4s, today, "boot"});
  CHECK(early.instant == late.instant);
  CHECK(advanced(early, {5h + 11s, today, "boot"}).instant - mark.instant == 11s);
}

void the_machine_tells_its_clocks() {
  const auto reading = machine_clock();
  CHECK(reading.has_value());
  CHECK(reading->up > 0ms);
  CHECK(reading->wall > WallTime());
  CHECK_EQ(reading->boot.size(), 36U);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("while the machine runs the wall clock counts for nothing",
           while_the_machine_runs_the_wall_clock_counts_for_nothing),
      TEST("over a boot time passes as the wall clock says", over_a_boot_time_passes_as_the_wall_clock_says),
      TEST("over a boot no time passes if the wall clock went back",
           over_a_boot_no_time_passes_if_the_wall_clock_went_back),
      TEST("a boot at 1970 and the next one in the present make no leap",
           a_boot_at_1970_and_the_next_one_in_the_present_make_no_leap),
      TEST("a wall clock that ran ahead and was set back before a boot makes no leap",
           a_wall_clock_that_ran_ahead_and_was_set_back_before_a_boot_makes_no_leap),
      TEST("readings out of order count no time twice", readings_out_of_order_count_no_time_twice),
      TEST("the machine tells its clocks", the_machine_tells_its_clocks),
  };
  return cmocka_run_group_tests_name("guard time", tests, nullptr, nullptr);
}
