// SPDX-License-Identifier: BSD-3-Clause
#include "figures/money.hpp"

#include <limits>

#include "check.hpp"

namespace {

using wavix::figures::Money;

std::string sum_of(std::initializer_list<const char*> charges) {
  Money sum;
  for (const auto* const charge : charges)
    sum += Money::parse(charge).value();
  return sum.text();
}

void what_wavix_charges_adds_up_exactly() {
  CHECK_EQ(sum_of({}), "0.0000");
  CHECK_EQ(sum_of({"0.0840", "0.01", "0.005", "2"}), "2.0990");
  CHECK_EQ(sum_of({"0.1", "0.2"}), "0.3000");
  CHECK_EQ(sum_of({"0.00001", "0.0522"}), "0.05221");
  CHECK_EQ(sum_of({"0.000000001"}), "0.000000001");
  CHECK_EQ(sum_of({"999999.999999999", "0.000000001"}), "1000000.0000");
}

void zeros_add_nothing() {
  CHECK_EQ(sum_of({"00000000000.050000000000000000"}), "0.0500");
  CHECK_EQ(sum_of({"0", "0.0"}), "0.0000");
}

void a_million_cents_are_ten_thousand_dollars() {
  Money sum;
  for (int i = 0; i < 1'000'000; ++i)
    sum += *Money::parse("0.01");
  CHECK_EQ(sum.text(), "10000.0000");
}

void what_is_no_charge_is_not_taken() {
  for (const auto* const text :
       {"", ".", "1.", ".5", "-0.01", "+1", "1e3", "0x1", "0,05", " 1", "1 ", "$1", "1.2.3", "0.0000000001",
        "1000000", "99999999999999999999999", "NaN", "0.05\n"})
    if (Money::parse(text)) wavix::test::failed(__FILE__, __LINE__, std::string("taken: ") + text);
  CHECK(!Money::parse(std::string_view("1\0", 2)));
}

void more_than_can_be_counted_stays_the_most() {
  auto sum = Money::of_billionths(std::numeric_limits<std::int64_t>::max() - 1);
  sum += *Money::parse("1");
  CHECK_EQ(sum.billionths(), std::numeric_limits<std::int64_t>::max());
  sum += *Money::parse("1");
  CHECK_EQ(sum.text(), "9223372036.854775807");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("what Wavix charges adds up exactly", what_wavix_charges_adds_up_exactly),
      TEST("zeros add nothing", zeros_add_nothing),
      TEST("a million cents are ten thousand dollars", a_million_cents_are_ten_thousand_dollars),
      TEST("what is no charge is not taken", what_is_no_charge_is_not_taken),
      TEST("more than can be counted stays the most", more_than_can_be_counted_stays_the_most),
  };
  return cmocka_run_group_tests_name("figures money", tests, nullptr, nullptr);
}
