// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/time.hpp"

#include "check.hpp"

namespace {

using wavix::sandbox::day_from;
using wavix::sandbox::http_time;
using wavix::sandbox::iso_time;
using wavix::sandbox::Time;

const Time example{std::chrono::milliseconds(1'689'098'665'786)};

void times_are_written_as_wavix_and_http_do() {
  CHECK_EQ(iso_time(example, true), "2023-07-11T18:04:25.786Z");
  CHECK_EQ(iso_time(example, false), "2023-07-11T18:04:25Z");
  CHECK_EQ(http_time(example), "Tue, 11 Jul 2023 18:04:25 GMT");
}

void a_day_is_ten_characters_and_exists() {
  CHECK(day_from("2023-07-11") == std::chrono::floor<std::chrono::days>(example));
  for (const auto* wrong : {"", "2023-7-11", "2023-02-30", "11-07-2023", "2023-07-11T", "2023/07/11"})
    CHECK(!day_from(wrong));
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("times are written as Wavix and HTTP do", times_are_written_as_wavix_and_http_do),
      TEST("a day is ten characters and exists", a_day_is_ten_characters_and_exists),
  };
  return cmocka_run_group_tests_name("sandbox time", tests, nullptr, nullptr);
}
