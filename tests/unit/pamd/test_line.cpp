// SPDX-License-Identifier: BSD-3-Clause
#include "pamd/line.hpp"

#include "check.hpp"

namespace {

using namespace wavix::pamd;

std::string told(const Lines& read) {
  std::string text;
  for (const auto& line : read.lines)
    text += std::to_string(line.first) + "-" + std::to_string(line.last) + ":" + line.text + "|";
  return text + (read.cut_off ? "cut off" : "");
}

std::string words(const char* line) {
  std::string text;
  for (const auto& word : words_of(line))
    text += "<" + word + ">";
  return text;
}

void comments_and_empty_lines_say_nothing() {
  CHECK_EQ(told(read_lines("# one\n\n  \t\nauth required x\n#end")), "4-4:auth required x|");
}
void a_comment_ends_a_line_wherever_it_stands() {
  CHECK_EQ(told(read_lines("auth [success=ok #default=bad] x\n")), "1-1:auth [success=ok|");
}
void a_backslash_joins_lines_past_comments_between() {
  CHECK_EQ(told(read_lines("auth \\\n# why\n\n required \\  \n\tx y\nauth z")),
           "1-5:auth  required  x y|6-6:auth z|");
}
void a_backslash_in_a_comment_joins_nothing() {
  CHECK_EQ(told(read_lines("auth required x # \\\nauth z\n")), "1-1:auth required x|2-2:auth z|");
}
void a_file_that_ends_in_a_backslash_is_cut_off() { CHECK(read_lines("auth x\nauth requi\\\n").cut_off); }
void brackets_make_one_word() {
  CHECK_EQ(words("auth [success=1 default=ignore]\tpam_x.so [a b] [c\\]d]e"),
           "<auth><success=1 default=ignore><pam_x.so><a b><c]d><e>");
}
void a_carriage_return_is_a_part_of_the_word() {
  CHECK_EQ(words("auth required x.so\r"), "<auth><required><x.so\r>");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("comments and empty lines say nothing", comments_and_empty_lines_say_nothing),
      TEST("a comment ends a line wherever it stands", a_comment_ends_a_line_wherever_it_stands),
      TEST("a backslash joins lines, past comments between", a_backslash_joins_lines_past_comments_between),
      TEST("a backslash in a comment joins nothing", a_backslash_in_a_comment_joins_nothing),
      TEST("a file that ends in a backslash is cut off", a_file_that_ends_in_a_backslash_is_cut_off),
      TEST("brackets make one word", brackets_make_one_word),
      TEST("a carriage return is a part of the word", a_carriage_return_is_a_part_of_the_word),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
