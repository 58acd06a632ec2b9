// SPDX-License-Identifier: BSD-3-Clause
#include "cli/days.hpp"

#include <vector>

#include "check.hpp"

namespace {

using namespace std::chrono;
using wavix::Day;
using wavix::in_iso;
using wavix::cli::add_days;
using wavix::cli::days_of;
using wavix::cli::DaysWords;

constexpr Day today = year(2026) / 11 / 22;

/// "2026-10-24 2026-11-22", or what is wrong.
std::string told(std::vector<std::string> words) {
  CLI::App app;
  DaysWords days;
  add_days(app, days, "the last 30 days");
  std::reverse(words.begin(), words.end());
  try {
    app.parse(words);
  } catch (const CLI::ParseError& error) {
    return error.what();
  }
  const auto meant = days_of(days, today, 30);
  return meant ? in_iso(meant->first) + " " + in_iso(meant->last) : meant.error().lines.front();
}

void the_last_days_end_today() {
  CHECK_EQ(told({}), "2026-10-24 2026-11-22");
  CHECK_EQ(told({"--last", "1d"}), "2026-11-22 2026-11-22");
  CHECK_EQ(told({"--last", "2w"}), "2026-11-09 2026-11-22");
}

void a_span_may_be_named() {
  CHECK_EQ(told({"--from", "2026-11-01", "--to", "2026-11-30"}), "2026-11-01 2026-11-30");
  CHECK_EQ(told({"--from", "2026-11-01"}), "2026-11-01 2026-11-22");
  CHECK_EQ(told({"--to", "2026-10-31"}), "2026-10-02 2026-10-31");
}

void what_is_no_span_is_told() {
  CHECK_EQ(told({"--from", "2026-11-31"}), "--from: '2026-11-31' is not a day of the calendar as YYYY-MM-DD");
  CHECK_EQ(told({"--from", "2026-11-02", "--to", "2026-11-01"}),
           "--from 2026-11-02 is after --to 2026-11-01");
  CHECK_EQ(told({"--from", "1026-11-02"}), "--from 1026-11-02 is more than 3660 days before --to 2026-11-22");
  for (const auto* const last : {"30", "0d", "-1d", "d", "1h", "99999999999d", "600w"})
    CHECK_EQ(told({std::string("--last=") + last}),
             std::string("--last: '") + last + "' is no number of days or weeks, such as 30d or 4w");
  CHECK_EQ(told({"--last", "1d", "--to", "2026-11-01"}), "--to excludes --last");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("the last days end today", the_last_days_end_today),
      TEST("a span may be named", a_span_may_be_named),
      TEST("what is no span is told", what_is_no_span_is_told),
  };
  return cmocka_run_group_tests_name("cli days", tests, nullptr, nullptr);
}
