// SPDX-License-Identifier: BSD-3-Clause
#include "contacts/user_file.hpp"

#include <string>

#include "check.hpp"

namespace {

using wavix::contacts::UserFile;

const std::string text = "[users]\n"
                         "alice = +37128782931 ; at work\n"
                         "# bob = 1\n"
                         "[user carol]\n"
                         "channel = voice\n"
                         "phone = +37128782932\n"
                         "[users]\n"
                         "dave=1, 2\n";

/// "alice@2 +37128782931 - -"
std::string all_of(const UserFile& file) {
  std::string all;
  for (const auto& [name, line, has_section, entry] : file.entries()) {
    all += std::string(name) + (has_section ? "[]" : "") + "@" + std::to_string(line);
    for (const auto& value : {entry.phone, entry.channel, entry.language})
      all += value ? " " + std::string(value->text) : " -";
    all += "; ";
  }
  return all;
}

void all_users_are_read_in_the_order_of_the_file() {
  const UserFile file(text);
  CHECK_EQ(all_of(file), "alice@2 +37128782931 - -; carol[]@4 +37128782932 voice -; dave@8 1, 2 - -; ");
  CHECK(file.problems().empty());
}

void one_user_is_read_alone() {
  CHECK_EQ(all_of(UserFile(text, "carol")), "carol[]@4 +37128782932 voice -; ");
  CHECK_EQ(all_of(UserFile(text, "bob")), "");
  CHECK(UserFile(text, "bob").entry() == nullptr);
  CHECK_EQ(UserFile(text, "dave").entry()->phone->line, 8U);
}

void the_form_of_all_is_checked_for_one() {
  const UserFile file("[users]\nalice = 1\n[user bob]\n[user bob]\nphone = 1\n", "alice");
  CHECK_EQ(file.problems().size(), 2U);
  CHECK_EQ(file.problems()[0].reason, "[user bob] has no phone");
  CHECK_EQ(file.problems()[1].reason, "bob: is given twice, first in line 3");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("all users are read in the order of the file", all_users_are_read_in_the_order_of_the_file),
      TEST("one user is read alone", one_user_is_read_alone),
      TEST("the form of all is checked for one", the_form_of_all_is_checked_for_one),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
