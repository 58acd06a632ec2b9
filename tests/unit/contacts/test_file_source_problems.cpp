// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "check.hpp"
#include "contacts/file_source.hpp"
#include "folder.hpp"

namespace {

using wavix::contacts::find_in_file;
using wavix::contacts::LookupError;
using wavix::contacts::read_users;

/// With "file" for the file.
std::string reason_for(const std::string& text, std::string_view user = "alice") {
  const wavix::test::Folder folder;
  const auto path = folder.file(text);
  const auto contact = find_in_file(read_users(path), user, "");
  CHECK(!contact);
  CHECK(contact.error().kind == LookupError::Kind::misconfigured);
  auto reason = contact.error().reason;
  for (auto at = reason.find(path); at != std::string::npos; at = reason.find(path))
    reason.replace(at, path.size(), "file");
  return reason;
}

using Cases = std::vector<std::pair<std::string, std::string>>;

void the_form_is_checked_for_all_users() {
  const Cases cases = {
      {"alice = +37128782931\n", "file:1: alice: stands above the first section; write [users] above it"},
      {"[user]\nbob = +37128782931\n", "file:1: [user]: no such section; there are [users] and [user NAME]"},
      {"[Users]\nbob = +37128782931\n",
       "file:1: [Users]: no such section; there are [users] and [user NAME]"},
      {"[user ]\nphone = 1\n", "file:1: [user NAME] needs a name, with one blank in front and none behind"},
      {"[user  bob]\nphone = 1\n",
       "file:1: [user NAME] needs a name, with one blank in front and none behind"},
      {"[user bob ]\nphone = 1\n",
       "file:1: [user NAME] needs a name, with one blank in front and none behind"},
      {"[user bob]\n", "file:1: [user bob] has no phone"},
      {"[user bob]\nchannel = sms\n[users]\n", "file:1: [user bob] has no phone"},
      {"[user bob]\nphone = 1\nfone = 2\n",
       "file:3: fone: no such key; there are phone, channel and language"},
      {"[user bob]\nphone = 1\nphone = 1\n", "file:3: phone: is given twice, first in line 2"},
      {"[users]\nbob = 1\nbob = 1\n", "file:3: bob: is given twice, first in line 2"},
      {"[user bob]\nphone = 1\n[user bob]\nphone = 1\n", "file:3: bob: is given twice, first in line 1"},
      {"[users]\nbob = 1\n[user bob]\nphone = 1\n", "file:3: bob: is given twice, first in line 2"},
      {"[user bob]\nphone = 1\n[users]\nbob = 1\n", "file:4: bob: is given twice, first in line 1"},
      {"[users]\nbob\n", "file:2: has no '='; write 'key = value'"},
      {"[users]\na:b = 1\n", "file:2: has ':' in front of any '='; write 'key = value'"},
      {"[user a]b]\nphone = 1\n", "file:1: has more after the ']' of its section"},
      {"[user " + std::string(45, 'x') + "]\nphone = 1\n",
       "file:1: has 50 bytes between its brackets; 49 are the most"},
      {"[user ;b]\nphone = 1\n", "file:1: starts a section and has no ']'"},
      {"[users]\nb\033b = 1\n", "file:2: has a control character (0x1b), which no text has"},
  };
  for (const auto& [text, reason] : cases) {
    CHECK_EQ(reason_for(text, "alice"), reason);
    CHECK_EQ(reason_for(text, "bob"), reason);
  }
}

void the_values_of_the_user_are_checked() {
  const Cases cases = {
      {"[users]\nalice = +371 123\n", "file:2: alice: is too short to be a phone number of its country"},
      {"[users]\nalice =\n", "file:2: alice: is empty; it must be a phone number"},
      {"[users]\nalice = +37128782931 # work\n", "file:2: alice: has '# work', which is no part of a phone "
                                                 "number (there can be no extension and no second "
                                                 "number)"},
      {"[users]\nalice = +37128782931, +371 123\n",
       "file:2: alice: number 2: is too short to be a phone number of its country"},
      {"[users]\nalice = +37128782931,\n", "file:2: alice: number 2: is empty; it must be a phone number"},
      {"[users]\nalice = +37128782931, +44 7919 433768, +371 2878-2931\n",
       "file:2: alice: number 3: is the same as number 1"},
      {"[users]\nalice = +37128782931,+37128782932,+37128782933,+37128782934,+37128782935,x\n",
       "file:2: alice: number 6: has 'x', which is no part of a phone number (there can be no extension and "
       "no "
       "second number)"},
      {"[user alice]\nphone = +37128782931\nchannel = pigeon\n",
       "file:3: alice: channel: 'pigeon' is neither sms nor voice"},
      {"[user alice]\nphone = +37128782931\nchannel =\n",
       "file:3: alice: channel: '' is neither sms nor voice"},
      {"[user alice]\nphone = +37128782931\nlanguage = English\n",
       "file:3: alice: language: 'English' is not a language as 'en' or 'pt-BR'"},
  };
  for (const auto& [text, reason] : cases)
    CHECK_EQ(reason_for(text), reason);
}

void all_is_told_at_once() {
  CHECK_EQ(reason_for("[users]\nbob\n[usr]\n[user carol]\n"),
           "file:2: has no '='; write 'key = value'; "
           "file:3: [usr]: no such section; there are [users] and [user NAME]; "
           "file:4: [user carol] has no phone");
  CHECK_EQ(
      reason_for("[user alice]\nphone = x\nchannel = y\nlanguage = z\n"),
      "file:2: alice: has 'x', which is no part of a phone number (there can be no extension and no second "
      "number); file:3: alice: channel: 'y' is neither sms nor voice; "
      "file:4: alice: language: 'z' is not a language as 'en' or 'pt-BR'");
}

void what_is_no_users_file_does_not_flood_the_log() {
  std::string text;
  for (int i = 0; i < 5000; ++i)
    text += "word\n";
  const auto reason = reason_for(text);
  CHECK(reason.ends_with("; and 4980 more"));
  CHECK(reason.size() < 2000);
}

void a_file_that_is_missing_or_unsafe_is_misconfigured() {
  const auto missing = find_in_file(read_users("/nonexistent/users.conf"), "alice", "");
  CHECK(!missing);
  CHECK(missing.error().kind == LookupError::Kind::misconfigured);
  CHECK_EQ(missing.error().reason, "/nonexistent/users.conf: cannot be opened: No such file or directory");
  const wavix::test::Folder folder;
  const auto open =
      find_in_file(read_users(folder.file("[users]\nalice = +37128782931\n", 0666)), "alice", "");
  CHECK(!open);
  CHECK(open.error().kind == LookupError::Kind::misconfigured);
  CHECK(open.error().reason.find("can be changed by others") != std::string::npos);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("the form is checked for all users", the_form_is_checked_for_all_users),
      TEST("the values of the user are checked", the_values_of_the_user_are_checked),
      TEST("all is told at once", all_is_told_at_once),
      TEST("what is no users file does not flood the log", what_is_no_users_file_does_not_flood_the_log),
      TEST("a file that is missing or unsafe is misconfigured",
           a_file_that_is_missing_or_unsafe_is_misconfigured),
  };
  return cmocka_run_group_tests_name("contacts file_source_problems", tests, nullptr, nullptr);
}
