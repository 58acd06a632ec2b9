// SPDX-License-Identifier: BSD-3-Clause
#include "guard/lockout.hpp"

#include "stage.hpp"

namespace {

using namespace wavix::test;
using wavix::guard::clear_failures;
using wavix::guard::list_failures;
using wavix::guard::locked_until;
using wavix::guard::LockoutRule;
using wavix::guard::record_failure;

const LockoutRule rule{5, 15min, 15min};

void fail(Store& store, int times, const std::string& user = "alice") {
  for (int i = 0; i < times; ++i)
    value_of(record_failure(store, user));
}
bool locked(Store& store, const std::string& user = "alice") {
  return value_of(locked_until(store, user, rule)).has_value();
}

void the_fifth_failure_locks_the_user_and_nobody_else_for_a_time() {
  Stage stage;
  auto store = stage.open();
  fail(store, 4);
  CHECK(!locked(store));
  stage.machine.pass(10min);
  fail(store, 1);
  CHECK(!locked(store, "bob"));
  CHECK(value_of(locked_until(store, "alice", rule)) == stage.machine.reading().wall + 15min);
  stage.machine.pass(15min - 1ms);
  CHECK(locked(store));
  stage.machine.pass(1ms);
  CHECK(!locked(store));
}

void failures_further_apart_than_the_window_lock_nobody() {
  Stage stage;
  auto store = stage.open();
  for (int i = 0; i < 10; ++i) {
    fail(store, 1);
    stage.machine.pass(4min);
  }
  CHECK(!locked(store));
}

void after_success_failures_count_from_none() {
  const Stage stage;
  auto store = stage.open();
  fail(store, 4);
  fail(store, 4, "bob");
  value_of(clear_failures(store, "alice"));
  fail(store, 1);
  fail(store, 1, "bob");
  CHECK(!locked(store));
  CHECK(locked(store, "bob"));
}

void a_lock_lasts_as_long_over_a_boot_and_any_setting_of_the_clock() {
  using Move = void (*)(Machine&);
  const Move moves[] = {
      [](Machine& machine) { machine.set_wall(24h); },      [](Machine& machine) { machine.set_wall(-24h); },
      [](Machine& machine) { machine.set_wall_to_1970(); }, [](Machine& machine) { machine.reboot(0ms); },
      [](Machine& machine) { machine.reboot(0ms, -24h); },
  };
  for (const auto move : moves) {
    Stage stage;
    {
      auto store = stage.open();
      fail(store, 5);
    }
    move(stage.machine);
    auto store = stage.open();
    CHECK(locked(store));
    stage.machine.pass(15min - 1ms);
    CHECK(locked(store));
    stage.machine.pass(1ms);
    CHECK(!locked(store));
  }
}

void failures_of_many_processes_are_all_counted() {
  const Stage stage;
  in_children(5, [&] {
    auto store = stage.open();
    fail(store, 1);
    return 0;
  });
  auto store = stage.open();
  CHECK(locked(store));
}

void failures_are_listed_by_user_for_as_long_as_they_are_remembered() {
  Stage stage;
  auto store = stage.open();
  fail(store, 1, "carol");
  stage.machine.pass(wavix::guard::longest_failure - 1h);
  fail(store, 1, "bob");
  stage.machine.pass(1h);
  fail(store, 5);
  const auto users = value_of(list_failures(store));
  CHECK_EQ(users.size(), 2U);
  CHECK_EQ(users[0].user, "alice");
  CHECK_EQ(users[0].failures, 5U);
  CHECK(users[0].last == stage.machine.reading().wall);
  CHECK_EQ(users[1].user, "bob");
  CHECK(users[1].last == stage.machine.reading().wall - 1h);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("the fifth failure locks the user and nobody else, for a time",
           the_fifth_failure_locks_the_user_and_nobody_else_for_a_time),
      TEST("failures further apart than the window lock nobody",
           failures_further_apart_than_the_window_lock_nobody),
      TEST("after success failures count from none", after_success_failures_count_from_none),
      TEST("a lock lasts as long over a boot and any setting of the clock",
           a_lock_lasts_as_long_over_a_boot_and_any_setting_of_the_clock),
      TEST("failures of many processes are all counted", failures_of_many_processes_are_all_counted),
      TEST("failures are listed by user, for as long as they are remembered",
           failures_are_listed_by_user_for_as_long_as_they_are_remembered),
  };
  return cmocka_run_group_tests_name("guard lockout", tests, nullptr, nullptr);
}
