// SPDX-License-Identifier: BSD-3-Clause
#include <string>

#include "check.hpp"
#include "contacts/number.hpp"

namespace {

using wavix::contacts::number_from_directory;

std::string digits_of(std::string_view text, const std::string& region = "") {
  const auto number = number_from_directory(text, region);
  if (!number) wavix::test::failed(__FILE__, __LINE__, std::string(text) + ": " + number.error());
  return number->digits();
}

std::string reason_for(std::string_view text, const std::string& region = "") {
  const auto number = number_from_directory(text, region);
  if (number) wavix::test::failed(__FILE__, __LINE__, std::string(text) + " is " + number->e164());
  return number.error();
}

std::string stranger(const std::string& what) {
  return "has " + what +
         ", which is no part of a phone number (there can be no extension and no second number)";
}

constexpr std::string_view strange_character = "has a character that is no part of a phone number";

void what_users_conf_takes_is_taken() {
  CHECK_EQ(digits_of("+44 20 7946 0958"), "442079460958");
  CHECK_EQ(digits_of("(020) 7946 0958", "GB"), "442079460958");
  CHECK_EQ(digits_of(" +371 (28782931) "), "37128782931");
}

void a_tel_uri_is_a_number() {
  for (const auto* const text : {"tel:+1-201-555-0123", "TEL:+1-201-555-0123", "Tel:+1(201)555.0123"})
    CHECK_EQ(digits_of(text), "12015550123");
  CHECK_EQ(digits_of("tel:28782931", "LV"), "37128782931");
}

void a_tel_uri_with_more_than_a_number_is_refused() {
  const std::string parameters = "is a tel: URI with parameters, which no code can be sent to";
  CHECK_EQ(reason_for("tel:+1-201-555-0123;ext=5"), parameters);
  CHECK_EQ(reason_for("tel:7042;phone-context=example.com", "US"), parameters);
  CHECK_EQ(reason_for("tel:+1-201-555-0123 (work)"), stranger("'work)'"));
  CHECK_EQ(reason_for("sip:+12015550123"), stranger("'sip:'"));
  CHECK_EQ(reason_for("tel:"), "is empty; it must be a phone number");
  CHECK_EQ(reason_for("tel"), stranger("'tel'"));
}

void blanks_and_dashes_may_be_those_of_unicode() {
  for (const auto* const blank : {"\u00A0", "\u2007", "\u2009", "\u202F"})
    CHECK_EQ(digits_of(std::string(blank) + "+371" + blank + "28782931" + blank), "37128782931");
  for (const auto* const dash : {"\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2015", "\u2212"})
    CHECK_EQ(digits_of(std::string("+371") + dash + "28782931"), "37128782931");
  CHECK_EQ(reason_for("+371\u200728782931\u200B"), strange_character);
}

void a_note_may_stand_behind_the_number() {
  for (const auto* const text :
       {"+371 28782931 (work)", "+371 28782931 mobile", "+371 28782931 \u2013 private", "+371 28782931(work)",
        "(+371 28782931) mobil", "+371 (28782931) (b\u00FCro)", "+371 28782931 / ask for Alice",
        "+371 28782931\u00A0(privat)"})
    CHECK_EQ(digits_of(text), "37128782931");
  CHECK_EQ(digits_of("28782931 home", "LV"), "37128782931");
}

void what_may_be_an_extension_or_a_second_number_is_refused() {
  CHECK_EQ(reason_for("+1 202 555 0143 ext. 5"), stranger("'ext. '"));
  CHECK_EQ(reason_for("+1 202 555 0143 x5 (work)"), stranger("'x'"));
  CHECK_EQ(reason_for("+1 202 555 0143x"), stranger("'x'"));
  CHECK_EQ(reason_for("+37128782931, +37128782932"), stranger("', '"));
  CHECK_EQ(reason_for("+37128782931 (work), +37128782932 (home)"), stranger("'work), '"));
  CHECK_EQ(reason_for("+37128782931 mobile +"), stranger("'mobile '"));
  CHECK_EQ(reason_for("work: +37128782931"), stranger("'work: '"));
  CHECK_EQ(reason_for("+37128782931\nwork"), stranger("'?work'"));
}

void foreign_digits_are_neither_read_nor_repeated() {
  for (const auto* const text :
       {"+371\uFF12\uFF18\uFF17\uFF18\uFF12\uFF19\uFF13\uFF11", "+37128782931 ext \uFF15",
        "+37128782931 \u0665", "+37128782931 \u06F5", "+\u0969\u0967\u0968\u096E\u096D",
        "+37128782931 (ext \u096A\u0968)", "+37128782931 x\u0E52", "call \U0001D7CF\U0001D7D0",
        "+37128782931 \xFF\u0665"})
    CHECK_EQ(reason_for(text), "has digits other than 0 to 9");
  CHECK_EQ(reason_for("\uFF0B37128782931"), strange_character);
  CHECK_EQ(digits_of("+37128782931 \u0440\u0430\u0431\u043E\u0442\u0430"), "37128782931");
  CHECK_EQ(reason_for("+37128782931 x\xD9 1"), strange_character);
}

void what_is_no_number_is_refused() {
  CHECK_EQ(reason_for(""), "is empty; it must be a phone number");
  CHECK_EQ(reason_for("\u00A0"), "is empty; it must be a phone number");
  CHECK_EQ(reason_for("ask reception"), stranger("'ask reception'"));
  CHECK_EQ(reason_for("+371 123 (work)"), "is too short to be a phone number of its country");
  CHECK_EQ(reason_for("+37128782931" + std::string(100, ' ')), "is longer than 100 bytes");
  CHECK_EQ(reason_for(std::string("+37128782931\0", 13)), stranger("'?'"));
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("what users.conf takes is taken", what_users_conf_takes_is_taken),
      TEST("a tel: URI is a number", a_tel_uri_is_a_number),
      TEST("a tel: URI with more than a number is refused", a_tel_uri_with_more_than_a_number_is_refused),
      TEST("blanks and dashes may be those of Unicode", blanks_and_dashes_may_be_those_of_unicode),
      TEST("a note may stand behind the number", a_note_may_stand_behind_the_number),
      TEST("what may be an extension or a second number is refused",
           what_may_be_an_extension_or_a_second_number_is_refused),
      TEST("foreign digits are neither read nor repeated", foreign_digits_are_neither_read_nor_repeated),
      TEST("what is no number is refused", what_is_no_number_is_refused),
  };
  return cmocka_run_group_tests_name("contacts directory_number", tests, nullptr, nullptr);
}
