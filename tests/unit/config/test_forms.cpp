// SPDX-License-Identifier: BSD-3-Clause
#include "config/forms.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "taken.hpp"

namespace {

using namespace std::chrono_literals;
using namespace wavix::config;
using wavix::test::check_refused;
using wavix::test::check_taken;

void numbers_are_whole_and_in_range() {
  const Number form{4, 10};
  check_taken(form, "4", "4");
  check_taken(form, "10", "10");
  check_refused(form,
                {"", "3", "11", "6x", "6 ", " 6", "+6", "-6", "6.0", "0x6", "six", "99999999999999999999"});
  CHECK_EQ(form.parse("5x").error(), "'5x' is not a whole number from 4 to 10");
  CHECK_EQ(form.parse("").error(), "is empty; it must be a whole number from 4 to 10");
}

void durations_have_a_unit_and_are_in_range() {
  const Duration form{100ms, 1h};
  CHECK(form.parse("2m").value() == 120s);
  check_taken(form, "100ms", "100ms");
  check_taken(form, "1500ms", "1500ms");
  check_taken(form, "5000ms", "5s");
  check_taken(form, "110s", "110s");
  check_taken(form, "120s", "2m");
  check_taken(form, "1h", "1h");
  check_taken(Duration{1s, 24h * 31}, "24h", "1d");
  check_taken(Duration{1s, 24h * 31}, "31d", "31d");
  check_taken(Duration{1s, 24h * 31}, "25h", "25h");
  check_refused(form, {"", "99ms", "61m", "2h", "5", "s", "5 s", "5S", "-5s", "1.5s", "5s5", "5sec", "1d",
                       "1m30s", "4294967296ms", "4294967295d"});
  CHECK_EQ(form.parse("30").error(), "'30' has no unit; write ms, s, m, h or d right behind the number");
  CHECK_EQ(form.parse("2h").error(), "'2h' is not a duration from 100ms to 1h");
}

void zero_needs_no_unit_where_a_duration_may_be_zero() {
  check_taken(Duration{0s, 5min}, "0s", "0s");
  check_taken(Duration{0s, 5min}, "0", "0s");
  check_refused(Duration{0s, 5min}, {"00", "1", "-0"});
  check_refused(Duration{1ms, 5min}, {"0", "0s"});
}

void words_are_told_apart_by_case() {
  check_taken(yes_or_no(), "yes", "yes");
  check_taken(yes_or_no(), "no", "no");
  check_refused(yes_or_no(), {"", "Yes", "true", "1", "yes no"});
  CHECK_EQ(yes_or_no().parse("on").error(), "'on' is not yes | no");
}

void lists_are_separated_by_blanks_and_name_nothing_twice() {
  const auto form = one_or_more(Word<int>{{{"one", 1}, {"two", 2}, {"three", 3}}});
  CHECK(form.parse("two one").value() == (std::vector{2, 1}));
  check_taken(form, "one", "one");
  check_taken(form, "three \t two", "three two");
  check_refused(form, {"", "one,two", "one, two", "four", "one One"});
  CHECK_EQ(form.parse("one two one").error(), "names one twice");
  CHECK_EQ(form.parse("one four").error(), "'four' is not one | two | three");
  CHECK_EQ(form.parse("").error(), "is empty; it must be one | two | three; one or more with blanks between");
}

void a_list_may_be_empty_where_that_means_something() {
  const auto form = any_number_of(Word<int>{{{"one", 1}, {"two", 2}}});
  CHECK(form.parse("").value().empty());
  check_taken(form, "", "");
  check_taken(form, "two one", "two one");
  CHECK_EQ(form.accepts(), "one | two; any number with blanks between");
}

void a_value_may_be_left_empty_where_that_means_something() {
  const OrNothing<Number> form{{4, 10}};
  CHECK(!form.parse("").value());
  CHECK(form.parse("4").value() == 4U);
  check_taken(form, "", "");
  check_taken(form, "10", "10");
  CHECK_EQ(form.parse("3").error(), "'3' is not a whole number from 4 to 10, or empty");
}

void files_are_absolute() {
  check_taken(absolute_path(), "/etc/a b", "/etc/a b");
  check_taken(absolute_path_or_nothing(), "", "");
  check_taken(absolute_path_or_nothing(), "/f", "/f");
  for (const auto& form : {absolute_path(), absolute_path_or_nothing()})
    check_refused(form, {"etc/a", "./a", "~/a", "/", "/etc/", std::string_view("/a\0b", 4), "/a\nb"});
  check_refused(absolute_path(), {""});
}

void a_service_id_fits_into_a_url() {
  const std::string longest(128, 'x');
  check_taken(service_id(), "7204a030201211ee9fb47d093f2f127c", "7204a030201211ee9fb47d093f2f127c");
  check_taken(service_id(), longest, longest);
  check_refused(service_id(), {"", longest + "x", "a/b", "..", "a..b", "a b", "a\tb", "\xC3\xA4"});
}

void a_country_is_two_capitals() {
  check_taken(country(), "LV", "LV");
  check_taken(country_or_nothing(), "LV", "LV");
  check_taken(country_or_nothing(), "", "");
  for (const auto& form : {country(), country_or_nothing()})
    check_refused(form, {"lv", "L", "LVA", "L1", "371"});
  check_refused(country(), {""});
}

void the_api_is_reached_by_https_or_on_this_machine() {
  check_taken(api_url(), "https://api.wavix.com", "https://api.wavix.com");
  check_taken(api_url(), "https://api.wavix.com/", "https://api.wavix.com");
  check_taken(api_url(), "https://api.wavix.com:8443/v1/", "https://api.wavix.com:8443/v1");
  check_taken(api_url(), "https://[2001:db8::1]", "https://[2001:db8::1]");
  for (const auto* const local : {"http://127.0.0.1", "http://127.255.0.9:8080", "http://[::1]",
                                  "http://[::1]:8080", "http://localhost:1", "http://[0:0:0:0:0:0:0:1]"})
    check_taken(api_url(), local, local);
  check_refused(api_url(),
                {"", "api.wavix.com", "//api.wavix.com", "ftp://api.wavix.com", "HTTPS://api.wavix.com",
                 "http://api.wavix.com", "http://128.0.0.1", "http://127.0.0.1.example.com", "http://127.1",
                 "http://0x7f.0.0.1", "http://localhost.example.com", "http://localhost@example.com",
                 "http://[::2]", "http://[::ffff:8.8.8.8]", "http://0.0.0.0", "http://10.0.0.1"});
  check_refused(api_url(),
                {"https://",       "https:///path",    "https://user@host",  "https://u:p@host",
                 "https://@host",  "https://host?q",   "https://host/?q=1",  "https://host/#f",
                 "https://host:",  "https://host:0",   "https://host:65536", "https://host:8x",
                 "https://ho st",  "https://host/a b", "https://host\\path", "https://[::1",
                 "https://[::1]x", "https://[host]",   "https://::1",        "https://h\xC3\xB6st"});
}

void a_proxy_is_a_url_of_a_known_kind_or_none() {
  check_taken(proxy_url_or_nothing(), "", "");
  for (const auto* const url :
       {"http://proxy", "http://proxy:3128", "https://proxy:3128", "socks5h://10.0.0.1:1080",
        "http://user:p%40ss@proxy:3128", "http://[::1]:3128"})
    check_taken(proxy_url_or_nothing(), url, url);
  check_taken(proxy_url_or_nothing(), "http://proxy:3128/", "http://proxy:3128");
  check_refused(proxy_url_or_nothing(),
                {"proxy", "proxy:3128", "socks5://proxy", "socks4://proxy", "http://proxy/path", "http://",
                 "http://a@b@proxy", "http://proxy?x"});
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("numbers are whole and in range", numbers_are_whole_and_in_range),
      TEST("durations have a unit and are in range", durations_have_a_unit_and_are_in_range),
      TEST("zero needs no unit where a duration may be zero",
           zero_needs_no_unit_where_a_duration_may_be_zero),
      TEST("words are told apart by case", words_are_told_apart_by_case),
      TEST("lists are separated by blanks and name nothing twice",
           lists_are_separated_by_blanks_and_name_nothing_twice),
      TEST("a list may be empty where that means something", a_list_may_be_empty_where_that_means_something),
      TEST("a value may be left empty where that means something",
           a_value_may_be_left_empty_where_that_means_something),
      TEST("files are absolute", files_are_absolute),
      TEST("a service id fits into a URL", a_service_id_fits_into_a_url),
      TEST("a country is two capitals", a_country_is_two_capitals),
      TEST("the API is reached by https, or on this machine", the_api_is_reached_by_https_or_on_this_machine),
      TEST("a proxy is a URL of a known kind, or none", a_proxy_is_a_url_of_a_known_kind_or_none),
  };
  return cmocka_run_group_tests_name("config forms", tests, nullptr, nullptr);
}
