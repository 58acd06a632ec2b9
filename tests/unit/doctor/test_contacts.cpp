// SPDX-License-Identifier: BSD-3-Clause
#include "doctor/contacts.hpp"

#include "check.hpp"
#include "found.hpp"

namespace {

using namespace wavix::test;
using wavix::config::Config;
using wavix::doctor::Findings;
using wavix::doctor::judge_users;

Findings judged(const std::string& text, const Config& config = {}) {
  return judge_users(text, "/users.conf", config, [](const std::string& name) { return name != "ghost"; });
}

void users_that_are_right_are_counted() {
  const auto findings =
      judged("[users]\nalice = +37128782931, +447919433768\n[user bob]\nphone = +447919433768\n");
  CHECK_EQ(found(findings), "ok");
  CHECK_EQ(findings.front().evidence, "file 2 users");
}

void what_is_wrong_has_its_line_and_no_number() {
  const auto findings = judged("[users]\nalice = +3712 878 293\n");
  CHECK_EQ(found(findings), "!entry-unusable");
  CHECK_EQ(findings.front().place->line, 2U);
  CHECK_EQ(findings.front().place->text, "alice = +**** *** ***");
}

void a_user_who_is_there_twice_is_found() {
  CHECK_EQ(found(judged("[users]\nalice = +37128782931\nalice = +447919433768\n")), "!users-line");
}

void who_has_no_account_is_named() {
  CHECK_EQ(found(judged("[users]\nghost = +37128782931\n")), "ok no-account");
  CHECK_EQ(found(judged("[user ghost]\nphone = +37128782931\n")), "ok no-account");
}

void who_can_get_no_code_is_named() {
  Config config;
  config.policy.countries = {"LV"};
  const auto findings = judged("[users]\nalice = +37128782931\nbob = +447919433768\n", config);
  CHECK_EQ(found(findings), "ok number-forbidden");
  CHECK_EQ(findings.back().evidence,
           "bob can get no code at +4479*****768: policy.countries does not have GB");
}

void a_file_that_is_something_else_does_not_fill_the_screen() {
  std::string text = "[users]\n";
  for (int i = 0; i < 100; ++i)
    text += "user" + std::to_string(i) + " = nothing\n";
  const auto findings = judged(text);
  CHECK_EQ(findings.size(), 11U);
  CHECK_EQ(findings.back().evidence, "and 90 more like this");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("users that are right are counted", users_that_are_right_are_counted),
      TEST("what is wrong has its line and no number", what_is_wrong_has_its_line_and_no_number),
      TEST("a user who is there twice is found", a_user_who_is_there_twice_is_found),
      TEST("who has no account is named", who_has_no_account_is_named),
      TEST("who can get no code is named", who_can_get_no_code_is_named),
      TEST("a file that is something else does not fill the screen",
           a_file_that_is_something_else_does_not_fill_the_screen),
  };
  return cmocka_run_group_tests_name("doctor contacts", tests, nullptr, nullptr);
}
