// SPDX-License-Identifier: BSD-3-Clause
#include "contacts/user_edit.hpp"

#include <string>
#include <utility>
#include <vector>

#include "check.hpp"

namespace {

using wavix::contacts::edited;
using wavix::contacts::UserChange;

std::string after(std::string_view text, const wavix::contacts::UserChanges& changes) {
  const auto result = edited(text, changes);
  if (!result) wavix::test::failed(__FILE__, __LINE__, result.error());
  return *result;
}

std::string set(std::string_view text, const std::string& user, const std::string& phone,
                std::optional<std::string> channel = {}, std::optional<std::string> language = {}) {
  return after(text, {{{user, phone, std::move(channel), std::move(language)}}, {}});
}

std::string removed(std::string_view text, const std::string& user) { return after(text, {{}, {user}}); }

std::string problem(std::string_view text, const UserChange& change) {
  const auto result = edited(text, {{change}, {}});
  return result ? "none: " + *result : result.error();
}

/// What people write.
const std::string file = "# our users\n"
                         "\n"
                         "[users]\n"
                         "  alice   =  +371 2878 2931   ; Alice, office\n"
                         "# bob left\n"
                         "dave=+37128782932\n"
                         "\n"
                         "; those who want to be called\n"
                         "[user carol] ; night shift\n"
                         "phone = +37128782933\n"
                         "# no SMS\n"
                         "channel = voice\n"
                         "\n"
                         "# the end\n";

std::string with(const std::string& what, const std::string& instead) {
  auto text = file;
  return text.replace(text.find(what), what.size(), instead);
}

void only_the_bytes_of_the_number_change() {
  CHECK_EQ(set(file, "alice", "+1"), with("+371 2878 2931", "+1"));
  CHECK_EQ(set(file, "dave", "+1, +2"), with("+37128782932", "+1, +2"));
  CHECK_EQ(set(file, "carol", "+1"), with("+37128782933", "+1"));
}

void a_number_that_was_empty_is_filled_in() {
  CHECK_EQ(set("[users]\nalice =\nbob = 1\n", "alice", "+1"), "[users]\nalice = +1\nbob = 1\n");
  CHECK_EQ(set("[users]\nalice = ; soon\n", "alice", "+1"), "[users]\nalice = +1 ; soon\n");
  CHECK_EQ(set("[user alice]\nphone=\n", "alice", "+1"), "[user alice]\nphone= +1\n");
}

void new_users_come_last_under_users() {
  CHECK_EQ(set(file, "erin", "+1"), with("dave=+37128782932\n", "dave=+37128782932\nerin = +1\n"));
  CHECK_EQ(after(file, {{{"erin", "+1", {}, {}}, {"frank", "+2", {}, {}}}, {}}),
           with("dave=+37128782932\n", "dave=+37128782932\nerin = +1\nfrank = +2\n"));
  CHECK_EQ(set("[users]\n# alice = +1\n# bob = +2\n\n# sections\n", "erin", "+3"),
           "[users]\n# alice = +1\n# bob = +2\nerin = +3\n\n# sections\n");
}

void a_section_that_comes_before_users_stays_there() {
  CHECK_EQ(set("[user alice]\nphone = 1\n[users]\n", "bob", "+1"),
           "[user alice]\nphone = 1\n[users]\nbob = +1\n");
  CHECK_EQ(set("[users]\na = 1\n[user b]\nphone = 2\n[users]\nc = 3\n[user d]\nphone = 4\n", "e", "+1"),
           "[users]\na = 1\n[user b]\nphone = 2\n[users]\nc = 3\ne = +1\n[user d]\nphone = 4\n");
}

void users_is_made_where_there_is_none() {
  CHECK_EQ(set("", "alice", "+1"), "[users]\nalice = +1\n");
  CHECK_EQ(set("# nobody yet\n", "alice", "+1"), "# nobody yet\n\n[users]\nalice = +1\n");
  CHECK_EQ(set("[user bob]\nphone = 1", "alice", "+1"), "[user bob]\nphone = 1\n\n[users]\nalice = +1\n");
}

void channel_and_language_need_a_section() {
  CHECK_EQ(set(file, "erin", "+1", "voice", "lv"),
           file + "\n[user erin]\nphone = +1\nchannel = voice\nlanguage = lv\n");
  CHECK_EQ(set(file, "alice", "+1", "voice"),
           with("  alice   =  +371 2878 2931   ; Alice, office\n", "") +
               "\n[user alice]\nphone = +1   ; Alice, office\nchannel = voice\n");
  CHECK_EQ(set("[users]\nalice =\n", "alice", "+1", "sms"),
           "[users]\n\n[user alice]\nphone = +1\nchannel = sms\n");
}

void keys_of_a_section_are_changed_added_and_taken_away() {
  CHECK_EQ(set(file, "carol", "+1", "sms"),
           with("phone = +37128782933\n# no SMS\nchannel = voice", "phone = +1\n# no SMS\nchannel = sms"));
  CHECK_EQ(set(file, "carol", "+1", {}, "lv"), with("phone = +37128782933\n", "phone = +1\nlanguage = lv\n"));
  CHECK_EQ(set(file, "carol", "+1", "", ""),
           with("phone = +37128782933\n# no SMS\nchannel = voice\n", "phone = +1\n# no SMS\n"));
  CHECK_EQ(set("[user a]\nphone = 1", "a", "+1", "sms", "lv"),
           "[user a]\nphone = +1\nchannel = sms\nlanguage = lv\n");
}

void a_name_that_no_line_can_express_gets_a_section() {
  for (const auto* const name : {"a=b", "a:b", "a;b", "#a"})
    CHECK_EQ(set("[users]\n", name, "+1"), "[users]\n\n[user " + std::string(name) + "]\nphone = +1\n");
}

void a_name_that_nothing_can_express_is_refused() {
  const std::string cannot = " is a name, or has a value, that the file cannot express";
  for (const std::string name :
       {"a]b", "a ;b", " a", "a ", "", "a\tb\x01", "=23456789012345678901234567890123456789012345"})
    CHECK(problem("[users]\nbob = 1\n", {name, "+1", {}, {}}).ends_with(cannot));
  CHECK(problem("[users]\n", {"a", "+1 ; note", {}, {}}).ends_with(cannot));
  CHECK(problem("[users]\n", {"a", "+1\nroot = +2", {}, {}}).ends_with(cannot));
}

void a_user_is_removed_with_the_line() {
  CHECK_EQ(removed(file, "alice"), with("  alice   =  +371 2878 2931   ; Alice, office\n", ""));
  CHECK_EQ(removed(file, "nobody"), file);
  CHECK_EQ(removed("[users]\nalice = 1", "alice"), "[users]\n");
}

void a_section_is_removed_up_to_its_last_key() {
  CHECK_EQ(removed(file, "carol"),
           with("[user carol] ; night shift\nphone = +37128782933\n# no SMS\nchannel = voice\n", ""));
  CHECK_EQ(removed("[user a]\nphone = 1\n\n[user b]\nphone = 2\n", "a"), "[user b]\nphone = 2\n");
  CHECK_EQ(removed("[users]\nc = 3\n\n[user a]\nphone = 1\n\n# b\n[user b]\nphone = 2\n", "a"),
           "[users]\nc = 3\n\n# b\n[user b]\nphone = 2\n");
}

void line_ends_stay_as_they_are() {
  CHECK_EQ(set("[users]\r\nalice = 1 ; a\r\n", "alice", "+1"), "[users]\r\nalice = +1 ; a\r\n");
  CHECK_EQ(set("[users]\r\nalice = 1\r\n", "bob", "+2"), "[users]\r\nalice = 1\r\nbob = +2\r\n");
  CHECK_EQ(set("[users]\r\nalice = 1 ; a\r\n", "alice", "+1", "sms"),
           "[users]\r\n\r\n[user alice]\r\nphone = +1 ; a\r\nchannel = sms\r\n");
  CHECK_EQ(removed("[users]\r\nalice = 1\r\nbob = 2\r\n", "alice"), "[users]\r\nbob = 2\r\n");
}

void a_last_line_without_an_end_gets_one() {
  CHECK_EQ(set("[users]\nalice = 1", "alice", "+1"), "[users]\nalice = +1\n");
  CHECK_EQ(set("[users]\nalice = 1", "bob", "+2"), "[users]\nalice = 1\nbob = +2\n");
  CHECK_EQ(set("[users]", "bob", "+2"), "[users]\nbob = +2\n");
  CHECK_EQ(after("[users]\nalice = 1", {{{"bob", "+2", {}, {}}, {"carol", "+3", "sms", {}}}, {"alice"}}),
           "[users]\nbob = +2\n\n[user carol]\nphone = +3\nchannel = sms\n");
}

void a_byte_order_mark_stays() {
  const std::string mark = "\xEF\xBB\xBF";
  CHECK_EQ(set(mark + "[users]\nalice = 1\n", "alice", "+1"), mark + "[users]\nalice = +1\n");
  CHECK_EQ(removed(mark + "[user a]\nphone = 1\n[users]\nb = 2\n", "b"),
           mark + "[user a]\nphone = 1\n[users]\n");
}

void the_first_section_may_go_with_a_byte_order_mark_in_front() {
  const std::string mark = "\xEF\xBB\xBF";
  CHECK_EQ(removed(mark + "[user a]\nphone = 1\n[users]\nb = 2\n", "a"), mark + "[users]\nb = 2\n");
}

void many_changes_are_one() {
  CHECK_EQ(
      after(
          file,
          {{{"carol", "+3", "", {}}, {"zoe", "+5", "sms", {}}, {"dave", "+4", {}, {}}, {"yan", "+6", {}, {}}},
           {"alice"}}),
      "# our users\n\n[users]\n# bob left\ndave=+4\nyan = +6\n\n; those who want to be called\n"
      "[user carol] ; night shift\nphone = +3\n# no SMS\n\n# the end\n\n[user zoe]\nphone = +5\nchannel = "
      "sms\n");
}

void a_file_with_problems_is_left_alone() {
  CHECK_EQ(problem("[users]\na = 1\na = 2\n", {"a", "+1", {}, {}}),
           "line 3: a: is given twice, first in line 2");
  CHECK_EQ(problem("[user a]\n", {"a", "+1", {}, {}}), "line 1: [user a] has no phone");
  CHECK_EQ(problem("[users]\nwhat is this\n", {"a", "+1", {}, {}}),
           "line 2: has no '='; write 'key = value'");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("only the bytes of the number change", only_the_bytes_of_the_number_change),
      TEST("a number that was empty is filled in", a_number_that_was_empty_is_filled_in),
      TEST("new users come last under [users]", new_users_come_last_under_users),
      TEST("a section that comes before [users] stays there", a_section_that_comes_before_users_stays_there),
      TEST("[users] is made where there is none", users_is_made_where_there_is_none),
      TEST("channel and language need a section", channel_and_language_need_a_section),
      TEST("keys of a section are changed, added and taken away",
           keys_of_a_section_are_changed_added_and_taken_away),
      TEST("a name that no line can express gets a section", a_name_that_no_line_can_express_gets_a_section),
      TEST("a name that nothing can express is refused", a_name_that_nothing_can_express_is_refused),
      TEST("a user is removed with the line", a_user_is_removed_with_the_line),
      TEST("a section is removed up to its last key", a_section_is_removed_up_to_its_last_key),
      TEST("line ends stay as they are", line_ends_stay_as_they_are),
      TEST("a last line without an end gets one", a_last_line_without_an_end_gets_one),
      TEST("a byte order mark stays", a_byte_order_mark_stays),
      TEST("the first section may go with a byte order mark in front",
           the_first_section_may_go_with_a_byte_order_mark_in_front),
      TEST("many changes are one", many_changes_are_one),
      TEST("a file with problems is left alone", a_file_with_problems_is_left_alone),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
