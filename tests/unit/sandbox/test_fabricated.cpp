// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/fabricated.hpp"

#include <set>

#include "check.hpp"

namespace {

using namespace wavix::sandbox;
using std::chrono::days;

constexpr std::chrono::sys_days first_day = std::chrono::year(2026) / 11 / 1;

Fabricated over_ten_days(std::size_t count) {
  return *fabricated_from_json(
      R"({"count":)" + std::to_string(count) + R"(,"from":"2026-11-01","to":"2026-11-10"})", first_day);
}

void they_are_spread_over_the_days() {
  const auto made = over_ten_days(1000);
  CHECK_EQ(made.last - made.first, 1000U);
  CHECK(made.at(0, "x").created == Time(first_day));
  CHECK(made.at(500, "x").created == Time(first_day + days(5)));
  CHECK(made.at(999, "x").created < Time(first_day + days(10)));
}

void they_are_all_different_and_always_the_same() {
  const auto made = over_ten_days(1000);
  std::set<std::string> ids;
  for (std::size_t i = 0; i < 1000; ++i) {
    CHECK_EQ(made.at(i, "x").id, made.at(i, "x").id);
    ids.insert(made.at(i, "x").id);
  }
  CHECK_EQ(ids.size(), 1000U);
}

void some_days_have_their_part_of_them() {
  const auto made = over_ten_days(1000);
  const auto part = made.within(first_day + days(3), first_day + days(4));
  CHECK_EQ(part.first, 300U);
  CHECK_EQ(part.last, 500U);
  CHECK(made.within(first_day + days(10), first_day + days(20)).empty());
  CHECK(made.within(first_day - days(10), first_day - days(1)).empty());
  CHECK_EQ(made.within(first_day - days(10), first_day + days(20)).last, 1000U);
}

void today_is_meant_where_no_day_is_told() {
  const auto made = fabricated_from_json(R"({"count":2})", first_day);
  CHECK(made->within(first_day, first_day).last == 2);
  CHECK(fabricated_from_json(R"({"count":0})", first_day)->empty());
}

void what_is_wrong_is_told() {
  for (const auto* body :
       {"", "[]", "{}", R"({"count":"many"})", R"({"count":-1})", R"({"count":10000001})",
        R"({"count":1,"from":"2026-02-30"})", R"({"count":1,"from":"2026-11-02","to":"2026-11-01"})"})
    CHECK(!fabricated_from_json(body, first_day));
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("they are spread over the days", they_are_spread_over_the_days),
      TEST("they are all different and always the same", they_are_all_different_and_always_the_same),
      TEST("some days have their part of them", some_days_have_their_part_of_them),
      TEST("today is meant where no day is told", today_is_meant_where_no_day_is_told),
      TEST("what is wrong is told", what_is_wrong_is_told),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
