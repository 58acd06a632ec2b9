// SPDX-License-Identifier: BSD-3-Clause
#include "figures/axis.hpp"

#include <limits>

#include "check.hpp"

namespace {

using wavix::figures::Axis;
using wavix::figures::in_words;
using wavix::figures::tick_label;
using wavix::figures::Unit;

std::string told(std::uint64_t most) {
  const auto axis = Axis::up_to(most);
  return std::to_string(axis.step) + " " + std::to_string(axis.top);
}

void ticks_are_few_and_round_and_reach_the_highest() {
  CHECK_EQ(told(0), "1 1");
  CHECK_EQ(told(1), "1 1");
  CHECK_EQ(told(5), "1 5");
  CHECK_EQ(told(6), "2 6");
  CHECK_EQ(told(11), "5 15");
  CHECK_EQ(told(49), "10 50");
  CHECK_EQ(told(50), "10 50");
  CHECK_EQ(told(51), "20 60");
  CHECK_EQ(told(1204), "500 1500");
}

void no_number_is_too_high() {
  for (const auto most : {std::numeric_limits<std::uint64_t>::max(), std::uint64_t{9223372036854775807U}}) {
    const auto axis = Axis::up_to(most);
    CHECK(axis.top > 0 && axis.step > 0);
    CHECK(axis.share(most) <= 1.0 && axis.share(most) > 0.8);
  }
}

void people_read_thousands_and_dollars() {
  CHECK_EQ(in_words(0, Unit::count), "0");
  CHECK_EQ(in_words(999, Unit::count), "999");
  CHECK_EQ(in_words(1204567, Unit::count), "1,204,567");
  CHECK_EQ(in_words(1204050000000, Unit::dollars), "$1,204.0500");
  CHECK_EQ(in_words(84000000, Unit::dollars), "$0.0840");
  CHECK_EQ(in_words(73, Unit::percent), "73 %");
}

void a_tick_is_no_longer_than_it_must_be() {
  CHECK_EQ(tick_label(0, Unit::dollars), "$0");
  CHECK_EQ(tick_label(50000000, Unit::dollars), "$0.05");
  CHECK_EQ(tick_label(500000000, Unit::dollars), "$0.50");
  CHECK_EQ(tick_label(5000000, Unit::dollars), "$0.005");
  CHECK_EQ(tick_label(2000000000000, Unit::dollars), "$2,000");
  CHECK_EQ(tick_label(1500, Unit::count), "1,500");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("ticks are few and round, and reach the highest", ticks_are_few_and_round_and_reach_the_highest),
      TEST("no number is too high", no_number_is_too_high),
      TEST("people read thousands and dollars", people_read_thousands_and_dollars),
      TEST("a tick is no longer than it must be", a_tick_is_no_longer_than_it_must_be),
  };
  return cmocka_run_group_tests_name("figures axis", tests, nullptr, nullptr);
}
