// SPDX-License-Identifier: BSD-3-Clause
#include "config/form_policy.hpp"

#include <string>

#include "taken.hpp"

namespace {

using namespace wavix::config;
using wavix::test::check_refused;
using wavix::test::check_taken;

void a_name_has_nothing_that_separates() {
  const std::string longest(256, 'x');
  for (const auto& name :
       {std::string("staff"), std::string("1000"), std::string("EXAMPLE\\admins"),
        std::string("bob@example.com"), std::string("m\xC3\xBCller"), std::string("svc$"), longest})
    check_taken(account_name(), name, name);
  check_refused(account_name(), {"", longest + "x", "a b", "a\tb", "a,b", "a:b", "a\nb", "a\x7F", "\xFF",
                                 "a\xE2\x80\x8B", std::string_view("a\0b", 3)});
  CHECK(!any_number_of(account_name()).parse("staff, wheel"));
  CHECK_EQ(any_number_of(account_name()).parse("a b a").error(), "names a twice");
}

void a_network_is_numeric_and_has_no_bits_of_a_host() {
  for (const auto* const network : {"10.0.0.0/8", "203.0.113.9", "203.0.113.9/32", "2001:db8::/32", "::1",
                                    "0.0.0.0/1", "::ffff:10.0.0.0/104"})
    check_taken(NetworkForm{}, network, network);
  check_refused(NetworkForm{}, {"", "example.com", "10.0.0.0/33", "10.0.0.0/", "10.0.0/8", "fe80::1%eth0"});
  CHECK_EQ(NetworkForm{}.parse("10.0.0.1/8").error(), "'10.0.0.1/8' has bits set behind its prefix");
  const auto twice = any_number_of(NetworkForm{}).parse("10.0.0.0/8 ::ffff:10.0.0.0/104");
  CHECK_EQ(twice.error(), "names ::ffff:10.0.0.0/104 twice");
}

void a_network_that_is_everything_is_refused() {
  for (const std::string network : {"0.0.0.0/0", "0.0.0.0/00", "::/0", "::ffff:0.0.0.0/96"})
    CHECK_EQ(NetworkForm{}.parse(network).error(), network +
                                                       " is every address there is: nobody would be asked; "
                                                       "use policy.monitor, or services= in pam.d");
}

void a_date_is_one_of_the_calendar() {
  using namespace std::chrono_literals;
  CHECK(Date{}.parse("2026-12-31").value() == 2026y / 12 / 31);
  for (const auto* const date : {"2026-12-31", "2028-02-29", "2026-01-01", "2000-02-29"})
    check_taken(Date{}, date, date);
  check_refused(Date{}, {"", "2026-02-29", "2100-02-29", "2026-04-31", "2026-13-01", "2026-00-01",
                         "2026-01-00", "2026-1-1", "26-01-01", "2026/01/01", "01.01.2026", "2026-01-01 ",
                         "2026-01-01T00:00", "20260101", "+026-01-01", "tomorrow", "2026-01-011"});
  CHECK_EQ(Date{}.parse("2026-02-30").error(), "'2026-02-30' is not a day of the calendar as YYYY-MM-DD");
}

void a_type_of_number_is_a_word_of_wavix() {
  for (const auto* const type : {"mobile", "landline", "voip", "toll-free", "3g"})
    check_taken(NumberType{}, type, type);
  check_refused(NumberType{}, {"", "Mobile", "toll_free", "mobile,voip", "m\xC3\xB6"});
  for (const std::string type : {"premium-rate", "shared-cost"})
    CHECK_EQ(NumberType{}.parse(type).error(), "names " + type + "; numbers of this type never get a code");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a name has nothing that separates", a_name_has_nothing_that_separates),
      TEST("a network is numeric and has no bits of a host", a_network_is_numeric_and_has_no_bits_of_a_host),
      TEST("a network that is everything is refused", a_network_that_is_everything_is_refused),
      TEST("a date is one of the calendar", a_date_is_one_of_the_calendar),
      TEST("a type of number is a word of Wavix", a_type_of_number_is_a_word_of_wavix),
  };
  return cmocka_run_group_tests_name("config form_policy", tests, nullptr, nullptr);
}
