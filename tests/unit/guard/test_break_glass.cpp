// SPDX-License-Identifier: BSD-3-Clause
#include "guard/break_glass.hpp"

#include "stage.hpp"

namespace {

using namespace wavix::test;
using wavix::guard::break_glass;
using wavix::guard::start_break_glass;
using wavix::guard::stop_break_glass;

void it_is_on_for_its_time_and_ends_by_itself() {
  Stage stage;
  auto store = stage.open();
  CHECK(!value_of(break_glass(store)));
  value_of(start_break_glass(store, 2h, "Wavix is down", "carol"));
  const auto started = stage.machine.reading().wall;
  stage.machine.pass(2h - 1ms);
  const auto found = value_of(break_glass(store));
  CHECK(found.has_value());
  CHECK(found->started == started);
  CHECK(found->ends == started + 2h);
  CHECK_EQ(found->reason, "Wavix is down");
  CHECK_EQ(found->started_by, "carol");
  stage.machine.pass(1ms);
  CHECK(!value_of(break_glass(store)));
}

void it_can_be_stopped_and_started_anew() {
  Stage stage;
  auto store = stage.open();
  value_of(start_break_glass(store, 2h, "one", "carol"));
  value_of(start_break_glass(store, 1h, "two", "dave"));
  CHECK_EQ(value_of(break_glass(store))->reason, "two");
  stage.machine.pass(30min);
  CHECK_EQ(value_of(stop_break_glass(store))->reason, "two");
  CHECK(!value_of(break_glass(store)));
  CHECK(!value_of(stop_break_glass(store)));
}

void a_clock_set_back_does_not_lengthen_it() {
  Stage stage;
  auto store = stage.open();
  value_of(start_break_glass(store, 2h, "one", "carol"));
  stage.machine.set_wall(-24h);
  stage.machine.pass(2h);
  CHECK(!value_of(break_glass(store)));
}

void it_outlives_a_boot() {
  Stage stage;
  {
    auto store = stage.open();
    value_of(start_break_glass(store, 2h, "one", "carol"));
  }
  stage.machine.reboot(10min);
  auto store = stage.open();
  CHECK(value_of(break_glass(store))->ends == stage.machine.reading().wall + 110min);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("it is on for its time and ends by itself", it_is_on_for_its_time_and_ends_by_itself),
      TEST("it can be stopped and started anew", it_can_be_stopped_and_started_anew),
      TEST("a clock set back does not lengthen it", a_clock_set_back_does_not_lengthen_it),
      TEST("it outlives a boot", it_outlives_a_boot),
  };
  return cmocka_run_group_tests_name("guard break_glass", tests, nullptr, nullptr);
}
