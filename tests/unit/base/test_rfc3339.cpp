// SPDX-License-Identifier: BSD-3-Clause
#include "base/rfc3339.hpp"

#include "check.hpp"

namespace {

using namespace std::chrono;
using wavix::from_rfc3339;

constexpr auto day = sys_days(year(2023) / 7 / 11);

void a_time_is_read_with_and_without_a_fraction() {
  const auto second = day + 18h + 4min + 25s;
  CHECK(from_rfc3339("2023-07-11T18:04:25Z") == second);
  CHECK(from_rfc3339("2023-07-11t18:04:25z") == second);
  CHECK(from_rfc3339("2023-07-11 18:04:25Z") == second);
  CHECK(from_rfc3339("2023-07-11T18:04:25.7Z") == second + 700ms);
  CHECK(from_rfc3339("2023-07-11T18:04:25.04Z") == second + 40ms);
  CHECK(from_rfc3339("2023-07-11T18:04:25.786Z") == second + 786ms);
  CHECK(from_rfc3339("2023-07-11T18:04:25.786999999Z") == second + 786ms);
}

void an_offset_counts() {
  CHECK(from_rfc3339("2023-07-11T02:00:00+03:00") == day - 1h);
  CHECK(from_rfc3339("2023-07-11T20:00:00.5-04:30") == day + 24h + 30min + 500ms);
  CHECK(from_rfc3339("2023-07-11T20:00:00-00:00") == day + 20h);
}

void what_is_no_time_is_none() {
  for (const auto* text :
       {"", "2023-07-11", "2023-07-11T18:04:25", "2023-07-11T18:04Z", "2023-02-29T18:04:25Z",
        "2023-13-01T18:04:25Z", "2023-07-11T24:04:25Z", "2023-07-11T18:60:25Z", "2023-07-11T18:04:60Z",
        "2023-07-11T18:04:25.Z", "2023-07-11T18:04:25Zx", "2023-07-11T18:04:25+3",
        "2023-07-11T18:04:25+24:00", "23-07-11T18:04:25Z", "2023-7-11T18:04:25Z", "-023-07-11T18:04:25Z",
        " 2023-07-11T18:04:25Z", "2023-07-11T18:04:25,7Z", "2023/07/11T18:04:25Z"})
    if (from_rfc3339(text)) wavix::test::failed(__FILE__, __LINE__, text);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a time is read with and without a fraction", a_time_is_read_with_and_without_a_fraction),
      TEST("an offset counts", an_offset_counts),
      TEST("what is no time is none", what_is_no_time_is_none),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
