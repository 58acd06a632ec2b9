// SPDX-License-Identifier: BSD-3-Clause
#include "config/form_guard.hpp"

#include <string>
#include <vector>

#include "taken.hpp"

namespace {

using namespace std::chrono_literals;
using namespace wavix::config;
using wavix::test::check_refused;
using wavix::test::check_taken;

void limits_are_numbers_in_times_with_commas_between() {
  const LimitList form;
  CHECK(form.parse("5/1h, 20/1d").value() == (std::vector{Limit{5, 1h}, Limit{20, 24h}}));
  check_taken(form, "5/1h", "5/1h");
  check_taken(form, " 5 / 60m\t,20/24h", "5/1h, 20/1d");
  check_taken(form, "1/1s, 1000000/31d", "1/1s, 1000000/31d");
  check_refused(form, {"5", "5/", "/1h", "/", "5/1h/1d", "5/1h 20/1d", "5/1h; 20/1d", "5/1h,", ",5/1h",
                       "5/1h,,20/1d", ",", "5 per 1h", "5\\1h", "unlimited", " "});
  CHECK_EQ(form.parse("5/1h,").error(),
           "'5/1h,' is not limits as in '5/1h, 20/1d', a whole number from 1 to 1000000 in a duration from "
           "1s to 31d, or empty");
}

void a_list_of_no_limits_is_empty() {
  CHECK(LimitList{}.parse("").value().empty());
  check_taken(LimitList{}, "", "");
}

void a_limit_is_in_range_and_says_what_is_not() {
  check_refused(LimitList{}, {"1000001/1h", "-1/1h", "5x/1h", "5/999ms", "5/h", "5/1w"});
  CHECK_EQ(LimitList{}.parse("5/1h, 0/1d").error(), "'0' is not a whole number from 1 to 1000000");
  CHECK_EQ(LimitList{}.parse("5/60").error(),
           "'60' has no unit; write ms, s, m, h or d right behind the number");
  CHECK_EQ(LimitList{}.parse("5/32d").error(), "'32d' is not a duration from 1s to 31d");
}

void a_window_has_one_limit() {
  CHECK_EQ(LimitList{}.parse("5/1h, 20/1d, 6/60m").error(), "has two limits for 1h");
}

void a_lockout_has_failures_a_window_and_a_duration() {
  const LockoutOrZero form;
  CHECK(form.parse("5 failures / 15m for 1h").value() == (Lockout{5, 15min, 1h}));
  check_taken(form, "5 failures/15m  for\t15m", "5 failures / 15m for 15m");
  check_taken(form, "1 failures / 1s for 1s", "1 failure / 1s for 1s");
  check_taken(form, "1 failure / 1s for 1s", "1 failure / 1s for 1s");
  check_taken(form, "1000 failures / 31d for 31d", "1000 failures / 31d for 31d");
  check_refused(form, {"", "5", "5 failures", "5 failures / 15m", "5 failures / 15m for", "5 / 15m for 15m",
                       "5 failures 15m for 15m", "5 failures / 15m for 15m for 15m", "failures / 15m for 15m",
                       "5 errors / 15m for 15m", "5 failures / 15m to 15m", "5 failures / / for 15m", "off"});
  CHECK_EQ(form.parse("1001 failures / 15m for 15m").error(), "'1001' is not a whole number from 1 to 1000");
  CHECK_EQ(form.parse("5 failures / 0s for 15m").error(), "'0s' is not a duration from 1s to 31d");
  CHECK_EQ(form.parse("5 failures / 15m for 32d").error(), "'32d' is not a duration from 1s to 31d");
  CHECK_EQ(form.parse("5/15m").error(),
           "'5/15m' is not '5 failures / 15m for 15m' or the like, a whole number "
           "from 1 to 1000 and durations up to 31d, or 0");
}

void a_breaker_has_failures_and_a_time_to_be_open() {
  const BreakerOrZero form;
  CHECK(form.parse("5 failures / 30s").value() == (Breaker{5, 30s}));
  check_taken(form, "1 failure/1h", "1 failure / 1h");
  check_refused(form, {"", "5", "5/30s", "5 failures", "5 failures /", "5 failures 30s", "failures / 30s",
                       "5 failures / 30s for 30s", "off", "no"});
  CHECK_EQ(form.parse("0 failures / 30s").error(), "'0' is not a whole number from 1 to 1000");
  CHECK_EQ(form.parse("5 failures / 61m").error(), "'61m' is not a duration from 1s to 1h");
  CHECK_EQ(form.parse("never").error(),
           "'never' is not '5 failures / 30s' or the like, a whole number from 1 "
           "to 1000 and a duration from 1s to 1h, or 0");
}

void zero_is_none() {
  CHECK(!LockoutOrZero{}.parse("0").value());
  CHECK(!BreakerOrZero{}.parse("0").value());
  check_taken(LockoutOrZero{}, "0", "0");
  check_taken(BreakerOrZero{}, "0", "0");
}

void grace_is_always_of_one_user() {
  const GraceKeyForm form;
  CHECK(form.parse("user").value() == (GraceKey{.rhost = false, .service = false}));
  CHECK(form.parse("user rhost").value() == (GraceKey{.rhost = true, .service = false}));
  CHECK(form.parse("user service").value() == (GraceKey{.rhost = false, .service = true}));
  check_taken(form, "service user rhost", "user rhost service");
  check_refused(form, {"", "user,rhost", "user User", "user tty"});
  CHECK_EQ(form.parse("user rhost rhost").error(), "names rhost twice");
  CHECK_EQ(form.parse("rhost service").error(), "has no 'user': grace of one user would let another past");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("limits are numbers in times, with commas between",
           limits_are_numbers_in_times_with_commas_between),
      TEST("a list of no limits is empty", a_list_of_no_limits_is_empty),
      TEST("a limit is in range, and says what is not", a_limit_is_in_range_and_says_what_is_not),
      TEST("a window has one limit", a_window_has_one_limit),
      TEST("a lockout has failures, a window and a duration", a_lockout_has_failures_a_window_and_a_duration),
      TEST("a breaker has failures and a time to be open", a_breaker_has_failures_and_a_time_to_be_open),
      TEST("zero is none", zero_is_none),
      TEST("grace is always of one user", grace_is_always_of_one_user),
  };
  return cmocka_run_group_tests_name("config form_guard", tests, nullptr, nullptr);
}
