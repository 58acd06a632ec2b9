// SPDX-License-Identifier: BSD-3-Clause
#include "contacts/number.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "check.hpp"
#include "folder.hpp"

namespace {

using wavix::contacts::number_from_text;

std::string digits_of(std::string_view text, const std::string& region = "") {
  const auto number = number_from_text(text, region);
  if (!number) wavix::test::failed(__FILE__, __LINE__, std::string(text) + ": " + number.error());
  return number->digits();
}

std::string reason_for(std::string_view text, const std::string& region = "") {
  const auto number = number_from_text(text, region);
  if (number) wavix::test::failed(__FILE__, __LINE__, std::string(text) + " is " + number->e164());
  return number.error();
}

void an_international_number_may_be_written_as_people_do() {
  for (const auto* const text : {"+37128782931", "+371 28782931", "+371 287-82-931", "+371.2878.2931",
                                 " +37128782931\t", "(+371) 28782931", "+371/28782931"})
    CHECK_EQ(digits_of(text), "37128782931");
  CHECK_EQ(digits_of("+44 (0)20 7946 0958"), "442079460958");
  CHECK_EQ(digits_of("+1 (202) 555-0143"), "12025550143");
  CHECK_EQ(digits_of("+37128782931", "US"), "37128782931");
}

void a_national_number_needs_a_region() {
  CHECK_EQ(digits_of("28782931", "LV"), "37128782931");
  CHECK_EQ(digits_of("(020) 7946 0958", "GB"), "442079460958");
  CHECK_EQ(digits_of("00371 28782931", "LV"), "37128782931");
  const std::string no_region =
      "does not start with '+' and a country code, and there is no users.default_region";
  CHECK_EQ(reason_for("28782931"), no_region);
  CHECK_EQ(reason_for("00371 28782931"), no_region);
  CHECK_EQ(reason_for("28782931", "XX"),
           "is a national number, and no country has the code 'XX' of users.default_region");
  CHECK_EQ(digits_of("+37128782931", "XX"), "37128782931");
}

void a_zero_that_belongs_to_the_number_stays() { CHECK_EQ(digits_of("+39 02 1234567"), "39021234567"); }

void a_second_national_prefix_is_refused() {
  const std::string reason = "has more than one national prefix in front of its area code";
  CHECK_EQ(digits_of("+44 (0)20 7946 0958"), "442079460958");
  CHECK_EQ(reason_for("+44 (00)20 7946 095"), reason);
  CHECK_EQ(reason_for("000 2794 6095", "GB"), reason);
}

void what_cannot_be_a_number_is_refused_with_a_reason() {
  CHECK_EQ(reason_for(""), "is empty; it must be a phone number");
  CHECK_EQ(reason_for("  "), "is empty; it must be a phone number");
  CHECK_EQ(reason_for("+"), "is not a phone number");
  CHECK_EQ(reason_for("+371 1"), "is too short to be a phone number");
  CHECK_EQ(reason_for("+371 123"), "is too short to be a phone number of its country");
  CHECK_EQ(reason_for("+371 28782931 28782932"), "is too long to be a phone number of its country");
  CHECK_EQ(reason_for("+37128782931287829312878293128782931"), "is too long to be a phone number");
  CHECK_EQ(reason_for("+999 1234567"), "has no country code that is in use");
  CHECK_EQ(reason_for("555-0143", "US"), "lacks its area code");
  CHECK_EQ(reason_for("110", "LV"), "is too short to be a phone number of its country");
}

void nothing_but_the_number_may_stand_there() {
  const auto stranger = [](const std::string& what) {
    return "has " + what +
           ", which is no part of a phone number (there can be no extension and no second number)";
  };
  CHECK_EQ(reason_for("+1 202 555 0143 ext. 5"), stranger("'ext. '"));
  CHECK_EQ(reason_for("+1 202 555 0143 x5"), stranger("'x'"));
  CHECK_EQ(reason_for("+1 202 555 0143;ext=5"), stranger("';ext='"));
  CHECK_EQ(reason_for("+1 202 555 0143#5"), stranger("'#'"));
  CHECK_EQ(reason_for("+37128782931, +37128782932"), stranger("', '"));
  CHECK_EQ(reason_for("tel:+37128782931"), stranger("'tel:'"));
  CHECK_EQ(reason_for("+1 800 FLOWERS"), stranger("'FLOWERS'"));
  CHECK_EQ(reason_for("+37128782931\n"
                      "+37128782932"),
           stranger("'?'"));
}

void what_may_be_a_digit_of_another_script_is_not_repeated() {
  for (const auto* const text : {"\uFF0B37128782931", "+\u0969\u0967\u0968\u096E\u096D",
                                 "+371 2878 \u0968\u0967", "+37128782931\u00A0", "\u0E53\u0E57\u0E51",
                                 "+371 28782931 (ext \u096A)", "+371 \U0001D7CF", "+37128782931\xD9"})
    CHECK_EQ(reason_for(text), "has a character that is no part of a phone number");
}

void a_plus_stands_once_and_in_front() {
  for (const auto* const text : {"++37128782931", "371+28782931", "+371+28782931", "+371 28782931+"})
    CHECK_EQ(reason_for(text), "has a '+' that does not stand alone in front of its first digit");
}

void the_library_writes_nothing() {
  const wavix::test::Folder folder;
  const auto path = folder.file("");
  const int out = ::dup(1);
  const int err = ::dup(2);
  const int file = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  CHECK(out >= 0 && err >= 0 && file >= 0);
  static_cast<void>(std::fflush(nullptr));
  static_cast<void>(::dup2(file, 1));
  static_cast<void>(::dup2(file, 2));
  for (const auto* const text : {"+37128782931", "28782931", "+", "+999 1", "+371 28782931287829312878293"}) {
    static_cast<void>(number_from_text(text, "XX"));
    static_cast<void>(number_from_text(text, ""));
  }
  static_cast<void>(std::fflush(nullptr));
  static_cast<void>(::dup2(out, 1));
  static_cast<void>(::dup2(err, 2));
  for (const int fd : {out, err, file})
    static_cast<void>(::close(fd));
  CHECK_EQ(std::filesystem::file_size(path), 0U);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("the library writes nothing", the_library_writes_nothing),  // first: while it is being loaded, too
      TEST("an international number may be written as people do",
           an_international_number_may_be_written_as_people_do),
      TEST("a national number needs a region", a_national_number_needs_a_region),
      TEST("a zero that belongs to the number stays", a_zero_that_belongs_to_the_number_stays),
      TEST("a second national prefix is refused", a_second_national_prefix_is_refused),
      TEST("what cannot be a number is refused with a reason",
           what_cannot_be_a_number_is_refused_with_a_reason),
      TEST("nothing but the number may stand there", nothing_but_the_number_may_stand_there),
      TEST("what may be a digit of another script is not repeated",
           what_may_be_a_digit_of_another_script_is_not_repeated),
      TEST("a plus stands once and in front", a_plus_stands_once_and_in_front),
  };
  return cmocka_run_group_tests_name("contacts number", tests, nullptr, nullptr);
}
