// SPDX-License-Identifier: BSD-3-Clause
#include "guard/breaker.hpp"

#include <algorithm>

#include "stage.hpp"

namespace {

using namespace wavix::test;
using wavix::guard::BreakerRule;
using wavix::guard::Circuit;
using wavix::guard::circuit;
using wavix::guard::note_answer;
using wavix::guard::note_outage;
using wavix::guard::open_because;

const BreakerRule rule{5, 30s};

Circuit now(Store& store) { return value_of(circuit(store, rule)); }
void fail(Store& store, int times) {
  for (int i = 0; i < times; ++i)
    value_of(note_outage(store, "tls"));
}

void it_opens_after_so_many_failures_in_a_row() {
  const Stage stage;
  auto store = stage.open();
  CHECK(now(store) == Circuit::closed);
  fail(store, 4);
  CHECK(now(store) == Circuit::closed);
  value_of(note_answer(store));
  fail(store, 4);
  CHECK(now(store) == Circuit::closed);
  fail(store, 1);
  CHECK(now(store) == Circuit::open);
}

void looking_takes_no_probe_and_tells_the_last_cause() {
  Stage stage;
  auto store = stage.open();
  fail(store, 4);
  CHECK(!value_of(open_because(store, rule)));
  value_of(note_outage(store, "server"));
  CHECK(value_of(open_because(store, rule)) == "server");
  stage.machine.pass(30s);
  CHECK(!value_of(open_because(store, rule)));
  CHECK(now(store) == Circuit::probing);
  CHECK(value_of(open_because(store, rule)) == "server");
}

void after_its_time_one_login_at_once_tries() {
  Stage stage;
  {
    auto store = stage.open();
    fail(store, 5);
    stage.machine.pass(30s - 1ms);
    CHECK(now(store) == Circuit::open);
  }
  stage.machine.pass(1ms);
  const auto ends = in_children(10, [&] {
    auto own = stage.open();
    return now(own) == Circuit::probing ? 1 : 0;
  });
  CHECK_EQ(std::count(ends.begin(), ends.end(), 1), 1);
  auto store = stage.open();
  CHECK(now(store) == Circuit::open);
}

void a_try_that_fails_opens_it_anew_and_one_that_succeeds_closes_it() {
  Stage stage;
  auto store = stage.open();
  fail(store, 5);
  stage.machine.pass(30s);
  CHECK(now(store) == Circuit::probing);
  fail(store, 1);
  CHECK(now(store) == Circuit::open);
  stage.machine.pass(30s);
  CHECK(now(store) == Circuit::probing);
  value_of(note_answer(store));
  CHECK(now(store) == Circuit::closed);
}

void a_try_of_which_nothing_is_heard_is_followed_by_another() {
  Stage stage;
  auto store = stage.open();
  fail(store, 5);
  stage.machine.pass(30s);
  CHECK(now(store) == Circuit::probing);
  stage.machine.pass(30s - 1ms);
  CHECK(now(store) == Circuit::open);
  stage.machine.pass(1ms);
  CHECK(now(store) == Circuit::probing);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("it opens after so many failures in a row", it_opens_after_so_many_failures_in_a_row),
      TEST("looking takes no probe and tells the last cause",
           looking_takes_no_probe_and_tells_the_last_cause),
      TEST("after its time one login at once tries", after_its_time_one_login_at_once_tries),
      TEST("a try that fails opens it anew and one that succeeds closes it",
           a_try_that_fails_opens_it_anew_and_one_that_succeeds_closes_it),
      TEST("a try of which nothing is heard is followed by another",
           a_try_of_which_nothing_is_heard_is_followed_by_another),
  };
  return cmocka_run_group_tests_name("guard breaker", tests, nullptr, nullptr);
}
