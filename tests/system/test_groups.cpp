// SPDX-License-Identifier: BSD-3-Clause

// What SystemGroups makes of a directory that does not answer, or answers by halves: nss_failing.cpp, behind
// the system's files.
#include "policy/groups.hpp"

#include <nss.h>

#include "check.hpp"
#include "policy/decide.hpp"

namespace {

using wavix::policy::Decision;
using wavix::policy::SystemGroups;

bool is_member(const std::string& group, const std::string& user = "root") {
  const auto found = SystemGroups(user).look_up(group);
  if (!found) wavix::test::failed(__FILE__, __LINE__, found.error());
  return found->member;
}

std::string reason_for(const std::string& group) {
  const auto found = SystemGroups("root").look_up(group);
  return found ? "it was told" : found.error();
}

void a_group_that_could_not_be_looked_up_is_an_error() {
  CHECK_EQ(reason_for("unreachable"), "group 'unreachable' cannot be looked up: Connection refused");
  CHECK_EQ(reason_for("gone"), "group 'gone' cannot be looked up: No such file or directory");
  CHECK_EQ(reason_for("3099"), "group '3099' cannot be looked up: Connection refused");
  CHECK_EQ(reason_for("no-such-group"), "it was told");
}

void an_account_that_could_not_be_looked_up_is_an_error() {
  for (const auto* user : {"unreachable", "gone"}) {
    SystemGroups groups(user);
    CHECK(!groups.account().has_value());
    CHECK(!groups.look_up("root").has_value());
  }
  CHECK_EQ(SystemGroups("unreachable").account().error(),
           "the account cannot be looked up: Connection refused");
  CHECK(SystemGroups("no-such-user").account().has_value());
}

void a_decision_that_needs_what_could_not_be_told_denies() {
  for (const auto* group : {"unreachable", "gone", "3099"}) {
    wavix::policy::Rules rules;
    rules.include_groups = {group};
    SystemGroups groups("root");
    CHECK(decide(rules, {"root", {}}, groups).answer == Decision::Answer::unknown);
  }
}

void a_group_that_lists_nobody_has_members_all_the_same() {
  CHECK(!SystemGroups("root").look_up("silent")->lists_members);
  CHECK(is_member("silent"));
  CHECK(is_member("3001"));
}

void a_listed_member_is_one_even_if_left_out_of_the_users_groups() {
  CHECK(is_member("listed"));
  CHECK(is_member("3002"));
}

void a_group_of_others_is_no_group_of_the_users() {
  CHECK(SystemGroups("root").look_up("others")->lists_members);
  CHECK(!is_member("others"));
  CHECK(!is_member("3005"));
  CHECK(!is_member("silent", "daemon"));
  CHECK(!is_member("listed", "daemon"));
}

void a_name_of_digits_goes_before_the_gid() {
  CHECK(is_member("4242"));
  CHECK(is_member("3004"));
}

void a_gid_without_an_entry_may_be_the_users() {
  const auto found = SystemGroups("root").look_up("3006");
  CHECK(found && found->group_exists && found->member);
  CHECK(!is_member("3007"));
}

void nothing_is_too_large() {
  CHECK(SystemGroups("root").look_up("large")->lists_members);
  CHECK(!is_member("large"));
  CHECK(is_member("5199"));
}

}  // namespace

int main() {
  for (const auto* database : {"passwd", "group"})
    if (::__nss_configure_lookup(database, "files failing") != 0) return 1;
  const CMUnitTest tests[] = {
      TEST("a group that could not be looked up is an error",
           a_group_that_could_not_be_looked_up_is_an_error),
      TEST("an account that could not be looked up is an error",
           an_account_that_could_not_be_looked_up_is_an_error),
      TEST("a decision that needs what could not be told denies",
           a_decision_that_needs_what_could_not_be_told_denies),
      TEST("a group that lists nobody has members all the same",
           a_group_that_lists_nobody_has_members_all_the_same),
      TEST("a listed member is one even if left out of the user's groups",
           a_listed_member_is_one_even_if_left_out_of_the_users_groups),
      TEST("a group of others is no group of the user's", a_group_of_others_is_no_group_of_the_users),
      TEST("a name of digits goes before the gid", a_name_of_digits_goes_before_the_gid),
      TEST("a gid without an entry may be the user's", a_gid_without_an_entry_may_be_the_users),
      TEST("nothing is too large", nothing_is_too_large),
  };
  return cmocka_run_group_tests_name("groups", tests, nullptr, nullptr);
}
