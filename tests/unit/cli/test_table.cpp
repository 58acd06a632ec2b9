// SPDX-License-Identifier: BSD-3-Clause
#include "cli/table.hpp"

#include "check.hpp"

namespace {

using wavix::cli::table;

void columns_are_as_wide_as_their_widest_and_no_line_ends_in_blanks() {
  CHECK_EQ(table({{"USER", "LEFT"}, {"alice", "10"}, {"al", ""}}), "USER   LEFT\nalice  10\nal\n");
}

void what_would_disturb_a_terminal_is_not_in_it() {
  CHECK_EQ(table({{"USER"}, {"a\x1b[2J\nb"}}), "USER\na?[2J?b\n");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("columns are as wide as their widest, and no line ends in blanks",
           columns_are_as_wide_as_their_widest_and_no_line_ends_in_blanks),
      TEST("what would disturb a terminal is not in it", what_would_disturb_a_terminal_is_not_in_it),
  };
  return cmocka_run_group_tests_name("cli table", tests, nullptr, nullptr);
}
