// SPDX-License-Identifier: BSD-3-Clause
#include "cli/difference.hpp"

#include <string>

#include "check.hpp"

namespace {

std::string between(const char* before, const char* after) {
  return wavix::cli::difference("/old", before, "/new", after);
}

void nothing_is_shown_of_what_is_the_same() { CHECK_EQ(between("a\nb\n", "a\nb\n"), ""); }
void three_lines_around_a_change_are_shown() {
  CHECK_EQ(between("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"),
           "--- /old\n+++ /new\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
}
void changes_far_apart_are_shown_apart() {
  CHECK_EQ(between("a\n1\n2\n3\n4\n5\n6\n7\nb\n", "A\n1\n2\n3\n4\n5\n6\n7\nb\nc\n"),
           "--- /old\n+++ /new\n@@ -1,4 +1,4 @@\n-a\n+A\n 1\n 2\n 3\n@@ -7,3 +7,4 @@\n 6\n 7\n b\n+c\n");
}
void changes_close_together_are_shown_together() {
  CHECK_EQ(between("a\n1\n2\n3\n4\n5\n6\nb\n", "1\n2\n3\n4\n5\n6\n"),
           "--- /old\n+++ /new\n@@ -1,8 +1,6 @@\n-a\n 1\n 2\n 3\n 4\n 5\n 6\n-b\n");
}
void a_last_line_without_its_end_is_told() {
  CHECK_EQ(between("a", "a\n"),
           "--- /old\n+++ /new\n@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+a\n");
}
void a_new_file_is_all_new() {
  CHECK_EQ(between("", "a\nb\n"), "--- /old\n+++ /new\n@@ -0,0 +1,2 @@\n+a\n+b\n");
}
void what_a_terminal_would_obey_is_not_shown() {
  CHECK_EQ(between("", "a\tb\x1b[2J\n"), "--- /old\n+++ /new\n@@ -0,0 +1,1 @@\n+a b?[2J\n");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("nothing is shown of what is the same", nothing_is_shown_of_what_is_the_same),
      TEST("three lines around a change are shown", three_lines_around_a_change_are_shown),
      TEST("changes far apart are shown apart", changes_far_apart_are_shown_apart),
      TEST("changes close together are shown together", changes_close_together_are_shown_together),
      TEST("a last line without its end is told", a_last_line_without_its_end_is_told),
      TEST("a new file is all new", a_new_file_is_all_new),
      TEST("what a terminal would obey is not shown", what_a_terminal_would_obey_is_not_shown),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
