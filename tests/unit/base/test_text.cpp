// SPDX-License-Identifier: BSD-3-Clause
#include "base/text.hpp"

#include "check.hpp"

namespace {

using wavix::number_from;
using wavix::quoted;
using wavix::sanitised;
using wavix::trimmed;

void controls_are_replaced() {
  CHECK_EQ(sanitised("a\x1b[31mb\nc\x7f"), "a?[31mb?c?");
  CHECK_EQ(sanitised(std::string_view("a\0b", 3)), "a?b");
}

void letters_of_any_script_stay() { CHECK_EQ(sanitised("Jānis 世界"), "Jānis 世界"); }

void bidirectional_and_c1_controls_are_replaced() {
  const std::string right_to_left{'\xe2', '\x80', '\xae'};  // U+202E
  const std::string csi{'\xc2', '\x9b'};                    // U+009B
  CHECK_EQ(sanitised("a" + right_to_left + "b"), "a?b");
  CHECK_EQ(sanitised("a" + csi + "b"), "a?b");
}

void bytes_that_are_not_utf8_are_replaced_one_by_one() {
  CHECK_EQ(sanitised("\xff\xc3"), "??");
  CHECK_EQ(sanitised("\xc0\xaf"), "??");            // overlong
  CHECK_EQ(sanitised("\xed\xa0\x80"), "???");       // surrogate
  CHECK_EQ(sanitised("\xf4\x90\x80\x80"), "????");  // above U+10FFFF
}

void length_is_bounded_and_no_character_is_cut() {
  CHECK_EQ(sanitised("abcdef", 3), "abc");
  CHECK_EQ(sanitised("aaā", 3), "aa");
}

void quotes_and_backslashes_are_escaped() { CHECK_EQ(quoted("o'n\\e"), "'o\\'n\\\\e'"); }

void numbers_and_codes_are_taken_out() {
  CHECK_EQ(wavix::without_digits("to 37128782931: code 482913, 404 at 12"),
           "to ***********: code ******, 404 at 12");
  CHECK_EQ(wavix::without_digits("1234"), "****");
  CHECK_EQ(wavix::without_digits(""), "");
}

void white_space_is_trimmed_at_both_ends() {
  CHECK_EQ(trimmed(" \t r \r\n"), "r");
  CHECK_EQ(trimmed(" \n "), "");
}

void a_number_is_all_digits_and_in_range() {
  CHECK(number_from<unsigned>("5") == 5U);
  for (const auto* wrong : {"", "-1", "+1", " 1", "1 ", "5x", "99999999999"})
    CHECK(!number_from<unsigned>(wrong));
}

void things_are_counted_in_words() {
  using wavix::counted;
  CHECK_EQ(counted(0, "login"), "0 logins");
  CHECK_EQ(counted(1, "login"), "1 login");
  CHECK_EQ(counted(2, "recovery code"), "2 recovery codes");
  CHECK_EQ(counted(1204000, "verification"), "1,204,000 verifications");
  CHECK_EQ(wavix::with_commas(999), "999");
  CHECK_EQ(wavix::with_commas(1000), "1,000");
}

void a_size_has_the_unit_that_suits_it() {
  using wavix::size_in_words;
  CHECK_EQ(size_in_words(0), "0 KiB");
  CHECK_EQ(size_in_words(126976), "124 KiB");
  CHECK_EQ(size_in_words(1048576), "1.0 MiB");
  CHECK_EQ(size_in_words(1153434), "1.1 MiB");
  CHECK_EQ(size_in_words(std::uint64_t{3} << 30U), "3.0 GiB");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("control characters are replaced", controls_are_replaced),
      TEST("letters of any script stay", letters_of_any_script_stay),
      TEST("bidirectional and C1 controls are replaced", bidirectional_and_c1_controls_are_replaced),
      TEST("bytes that are not UTF-8 are replaced one by one",
           bytes_that_are_not_utf8_are_replaced_one_by_one),
      TEST("the length is bounded and no character is cut", length_is_bounded_and_no_character_is_cut),
      TEST("quotes and backslashes are escaped", quotes_and_backslashes_are_escaped),
      TEST("numbers and codes are taken out", numbers_and_codes_are_taken_out),
      TEST("white space is trimmed at both ends", white_space_is_trimmed_at_both_ends),
      TEST("a number is all digits and in range", a_number_is_all_digits_and_in_range),
      TEST("things are counted in words", things_are_counted_in_words),
      TEST("a size has the unit that suits it", a_size_has_the_unit_that_suits_it),
  };
  return cmocka_run_group_tests_name("base text", tests, nullptr, nullptr);
}
