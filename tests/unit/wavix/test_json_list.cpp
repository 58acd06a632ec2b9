// SPDX-License-Identifier: BSD-3-Clause
#include <string>
#include <vector>

#include "check.hpp"
#include "wavix/json_list.hpp"

namespace {

using namespace wavix;
using api::JsonList;
using api::Wrong;

struct Apart {
  std::vector<std::string> items;
  Wrong wrong;
};

/// What becomes of a text that comes in these pieces.
Apart apart(const std::vector<std::string>& pieces) {
  Apart result;
  JsonList list([&](std::string_view item) -> Expected<void, Wrong> {
    result.items.emplace_back(item);
    return {};
  });
  for (const auto& piece : pieces)
    if (auto done = list.add(piece); !done) return {std::move(result.items), std::move(done.error())};
  if (auto done = list.end(); !done) result.wrong = std::move(done.error());
  return result;
}

const std::string first = R"({"a":"]}\",{[\\","b":{"c":[[],{}]}})";
const std::string second = "{\"carrier\":\"Latvijas Mobīlais \xF0\x9F\x93\xB1 \\u00e9\\\\\"}";
const std::string third = "{}";
const std::string sample = " \r\n[" + first + "\t, " + second + "," + third + " ]\n ";

void check_is_sample(const Apart& result) {
  CHECK_EQ(result.wrong, "");
  CHECK_EQ(result.items.size(), 3U);
  CHECK_EQ(result.items[0], first);
  CHECK_EQ(result.items[1], second);
  CHECK_EQ(result.items[2], third);
}

void a_list_may_be_cut_anywhere() {
  for (std::size_t one = 0; one <= sample.size(); ++one)
    for (std::size_t two = one; two <= sample.size(); ++two)
      check_is_sample(apart({sample.substr(0, one), sample.substr(one, two - one), sample.substr(two)}));
}

void a_list_may_come_byte_by_byte() {
  std::vector<std::string> bytes;
  for (const char c : sample)
    bytes.emplace_back(1, c);
  check_is_sample(apart(bytes));
}

void an_empty_list_has_no_items() {
  for (const auto* text : {"[]", " [\n]\t", "[ ]"}) {
    CHECK_EQ(apart({text}).wrong, "");
    CHECK(apart({text}).items.empty());
  }
}

void a_list_that_breaks_off_ends_too_soon_wherever_it_does() {
  const auto last = sample.find_last_of(']');
  for (std::size_t size = 0; size <= last; ++size)
    CHECK_EQ(apart({sample.substr(0, size)}).wrong, "the list ends too soon");
}

void what_is_no_list_of_objects_is_told() {
  struct {
    const char *text, *why;
  } const cases[] = {
      {"{}", "the answer is not an array"},
      {"7", "the answer is not an array"},
      {"\xEF\xBB\xBF[]", "the answer is not an array"},
      {"[7]", "an item of the list is not an object"},
      {"[\"a\"]", "an item of the list is not an object"},
      {"[null]", "an item of the list is not an object"},
      {"[[{}]]", "an item of the list is not an object"},
      {"[,{}]", "an item of the list is not an object"},
      {"[{},]", "an item of the list is not an object"},
      {"[{},,{}]", "an item of the list is not an object"},
      {"[}", "an item of the list is not an object"},
      {"[{}{}]", "no comma between two items of the list"},
      {"[{}}", "no comma between two items of the list"},
      {"[{}] []", "something follows the list"},
      {"[{}],", "something follows the list"},
      {"[]]", "something follows the list"},
  };
  for (const auto& [text, why] : cases)
    CHECK_EQ(apart({text}).wrong, why);
  CHECK_EQ(apart({std::string("[]\0", 3)}).wrong, "something follows the list");
}

void an_item_has_64_kib_at_most_in_one_piece_or_in_many() {
  const auto of = [](std::size_t size) { return R"({"a":")" + std::string(size - 8, 'x') + R"("})"; };
  const auto largest = of(JsonList::largest_item), larger = of(JsonList::largest_item + 1);
  for (const std::size_t at : {1UL, 2UL, 40000UL, 65537UL}) {
    const auto does_not = "[" + larger + "]";
    auto fits = "[" + largest;
    fits.append(",").append(largest).append("]");
    CHECK_EQ(apart({fits.substr(0, at), fits.substr(at)}).items.size(), 2U);
    CHECK_EQ(apart({does_not.substr(0, at), does_not.substr(at)}).wrong,
             "an item of the list is larger than 64 KiB");
  }
}

void depth_without_end_is_not_kept() {
  const std::vector<std::string> brackets(1000, std::string(1000, '['));
  auto pieces = brackets;
  pieces.front() = "[{\"a\":";
  CHECK_EQ(apart(pieces).wrong, "an item of the list is larger than 64 KiB");
}

void what_is_wrong_with_an_item_ends_the_list() {
  int taken = 0;
  JsonList list([&](std::string_view) -> Expected<void, Wrong> {
    if (++taken == 2) return unexpected(Wrong("a bad one"));
    return {};
  });
  CHECK_EQ(list.add("[{},{},{}]").error(), "a bad one");
  CHECK_EQ(taken, 2);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a list may be cut anywhere", a_list_may_be_cut_anywhere),
      TEST("a list may come byte by byte", a_list_may_come_byte_by_byte),
      TEST("an empty list has no items", an_empty_list_has_no_items),
      TEST("a list that breaks off ends too soon wherever it does",
           a_list_that_breaks_off_ends_too_soon_wherever_it_does),
      TEST("what is no list of objects is told", what_is_no_list_of_objects_is_told),
      TEST("an item has 64 KiB at most in one piece or in many",
           an_item_has_64_kib_at_most_in_one_piece_or_in_many),
      TEST("depth without end is not kept", depth_without_end_is_not_kept),
      TEST("what is wrong with an item ends the list", what_is_wrong_with_an_item_ends_the_list),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
