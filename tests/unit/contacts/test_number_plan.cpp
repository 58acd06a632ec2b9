// SPDX-License-Identifier: BSD-3-Clause
#include "contacts/number_plan.hpp"

#include "check.hpp"

namespace {

using wavix::PhoneNumber;
using wavix::contacts::country_of;
using wavix::contacts::is_paid_by_the_sender;

void a_number_belongs_to_its_country() {
  const std::pair<const char*, const char*> table[] = {
      {"37128782931", "LV"}, {"447919433768", "GB"}, {"12025550143", "US"},   {"14165550143", "CA"},
      {"79161234567", "RU"}, {"77011234567", "KZ"},  {"4915112345678", "DE"}, {"441481960194", "GG"},
  };
  for (const auto& [digits, country] : table)
    CHECK_EQ(country_of(PhoneNumber(digits)), country);
}

void a_number_of_no_country_has_none() {
  CHECK_EQ(country_of(PhoneNumber("80012345678")), "");   // international freephone
  CHECK_EQ(country_of(PhoneNumber("881612345678")), "");  // satellite
  CHECK_EQ(country_of(PhoneNumber("9991234567")), "");    // no country code
  CHECK_EQ(country_of(PhoneNumber("1")), "");
}

void numbers_that_the_sender_pays_for_are_known() {
  for (const auto* digits : {"449012345678", "19002345678", "499001234567", "448431234567"})
    CHECK(is_paid_by_the_sender(PhoneNumber(digits)));
  for (const auto* digits : {"37128782931", "447919433768", "12025550143", "442079460958", "498001234567"})
    CHECK(!is_paid_by_the_sender(PhoneNumber(digits)));
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a number belongs to its country", a_number_belongs_to_its_country),
      TEST("a number of no country has none", a_number_of_no_country_has_none),
      TEST("numbers that the sender pays for are known", numbers_that_the_sender_pays_for_are_known),
  };
  return cmocka_run_group_tests_name("contacts number_plan", tests, nullptr, nullptr);
}
