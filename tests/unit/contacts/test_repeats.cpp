// SPDX-License-Identifier: BSD-3-Clause
#include <string>

#include "check.hpp"
#include "contacts/repeats.hpp"

namespace {

using wavix::contacts::NameInLine;
using wavix::contacts::repeats_in;

void names_that_differ_are_no_repeats() {
  CHECK(repeats_in({}).empty());
  CHECK(repeats_in({{"alice", 2}}).empty());
  CHECK(repeats_in({{"alice", 2}, {"alice2", 3}, {"Alice", 4}, {"", 5}}).empty());
}

void each_later_one_is_told_with_the_line_of_the_first() {
  const auto repeats = repeats_in({{"alice", 2}, {"bob", 3}, {"alice", 5}, {"alice", 9}});
  CHECK_EQ(repeats.size(), 2U);
  CHECK_EQ(repeats[0].name, "alice");
  CHECK_EQ(repeats[0].line, 5U);
  CHECK_EQ(repeats[0].first_line, 2U);
  CHECK_EQ(repeats[1].line, 9U);
  CHECK_EQ(repeats[1].first_line, 2U);
}

void among_many_the_one_repeat_is_found() {
  constexpr unsigned many = 50'000;
  std::vector<std::string> texts;
  texts.reserve(many);
  for (unsigned i = 0; i < many; ++i)
    texts.push_back("user" + std::to_string(i));
  std::vector<NameInLine> names;
  names.reserve(many + 1);
  for (unsigned i = 0; i < many; ++i)
    names.push_back({texts[i], i + 2});
  CHECK(repeats_in(names).empty());
  names.push_back({"user31415", many + 2});
  const auto repeats = repeats_in(names);
  CHECK_EQ(repeats.size(), 1U);
  CHECK_EQ(repeats[0].first_line, 31417U);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("names that differ are no repeats", names_that_differ_are_no_repeats),
      TEST("each later one is told with the line of the first",
           each_later_one_is_told_with_the_line_of_the_first),
      TEST("among many the one repeat is found", among_many_the_one_repeat_is_found),
  };
  return cmocka_run_group_tests_name("repeats", tests, nullptr, nullptr);
}
