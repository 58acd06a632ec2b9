// SPDX-License-Identifier: BSD-3-Clause
#include "policy/enrolment.hpp"

#include "check.hpp"

namespace {

using namespace std::chrono_literals;
using std::chrono::year_month_day;
using wavix::policy::may_enrol;

constexpr year_month_day last = 2026y / 12 / 31;

void users_may_enrol_up_to_and_including_the_day() {
  CHECK(may_enrol(last, 2025y / 1 / 1));
  CHECK(may_enrol(last, 2026y / 12 / 30));
  CHECK(may_enrol(last, 2026y / 12 / 31));
  CHECK(!may_enrol(last, 2027y / 1 / 1));
  CHECK(!may_enrol(last, 2036y / 1 / 1));
}

void without_a_day_nobody_may() { CHECK(!may_enrol({}, 2026y / 1 / 1)); }

void a_day_that_no_calendar_has_is_none() {
  CHECK(!may_enrol(2026y / 2 / 30, 2026y / 1 / 1));
  CHECK(!may_enrol(last, 2026y / 2 / 30));
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("users may enrol up to and including the day", users_may_enrol_up_to_and_including_the_day),
      TEST("without a day nobody may", without_a_day_nobody_may),
      TEST("a day that no calendar has is none", a_day_that_no_calendar_has_is_none),
  };
  return cmocka_run_group_tests_name("policy enrolment", tests, nullptr, nullptr);
}
