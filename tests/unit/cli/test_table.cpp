// SPDX-License-Identifier: BSD-3-Clause
#include "cli/table.hpp"

#include "check.hpp"

namespace {

using wavix::cli::padded;
using wavix::cli::table;

void columns_are_as_wide_as_their_widest_and_no_line_ends_in_blanks() {
  CHECK_EQ(table({{"USER", "LEFT"}, {"alice", "10"}, {"al", ""}}), "USER   LEFT\nalice  10\nal\n");
}

void what_would_disturb_a_terminal_is_not_in_it() {
  CHECK_EQ(table({{"USER"}, {"a\x1b[2J\nb"}}), "USER\na?[2J?b\n");
}

void numbers_stand_at_the_right() {
  CHECK_EQ(table({{"USER", "SENT", "LAST"}, {"alice", "10", "now"}, {"al", "1234567", ""}}, {1}),
           "USER      SENT  LAST\nalice       10  now\nal     1234567\n");
}

void characters_count_and_not_bytes() {
  CHECK_EQ(table({{"USER", "LEFT"}, {"zoë", "1"}, {"王五", "2"}, {"e\xCC\x81mile", "3"}}),
           "USER   LEFT\nzoë    1\n王五   2\ne\xCC\x81mile  3\n");
  CHECK_EQ(padded("zoë", 5) + "|" + padded("zoë", 5, true), "zoë  |  zoë");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("columns are as wide as their widest, and no line ends in blanks",
           columns_are_as_wide_as_their_widest_and_no_line_ends_in_blanks),
      TEST("numbers stand at the right", numbers_stand_at_the_right),
      TEST("characters count, and not bytes", characters_count_and_not_bytes),
      TEST("what would disturb a terminal is not in it", what_would_disturb_a_terminal_is_not_in_it),
  };
  return cmocka_run_group_tests_name("cli table", tests, nullptr, nullptr);
}
