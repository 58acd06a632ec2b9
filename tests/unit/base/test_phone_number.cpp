// SPDX-License-Identifier: BSD-3-Clause
#include "base/phone_number.hpp"

#include "check.hpp"

namespace {

std::string masked(const char* digits) { return wavix::PhoneNumber(digits).masked(); }

void a_mask_shows_the_country_and_three_digits() {
  CHECK_EQ(masked("37128782931"), "+371*****931");
  CHECK_EQ(masked("447919433768"), "+4479*****768");
}

void a_long_number_shows_no_more() { CHECK_EQ(masked("123456789012345"), "+1234********345"); }

void at_least_five_digits_stay_hidden() {
  CHECK_EQ(masked("12345678"), "+*****678");
  CHECK_EQ(masked("123456"), "+*****6");
  CHECK_EQ(masked("1234"), "+****");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a mask shows the country and three digits", a_mask_shows_the_country_and_three_digits),
      TEST("a long number shows no more", a_long_number_shows_no_more),
      TEST("at least five digits stay hidden", at_least_five_digits_stay_hidden),
  };
  return cmocka_run_group_tests_name("base phone_number", tests, nullptr, nullptr);
}
