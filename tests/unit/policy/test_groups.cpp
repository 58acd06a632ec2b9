// SPDX-License-Identifier: BSD-3-Clause
#include "policy/groups.hpp"

#include "check.hpp"

// Of this system only what every one has: root, whose primary group is 0. Sources that fail, and groups of
// any kind, are for tests/system/test_groups.cpp.
namespace {

using wavix::policy::SystemGroups;

void an_account_has_its_own_name() {
  SystemGroups groups("root");
  const auto account = groups.account();
  CHECK(account && *account);
  CHECK_EQ((*account)->name, "root");
  CHECK_EQ((*account)->uid, 0U);
}

void the_primary_group_counts_by_name_and_by_gid() {
  SystemGroups groups("root");
  for (const auto* group : {"root", "0", "00"}) {
    const auto found = groups.look_up(group);
    CHECK(found.has_value());
    CHECK(found->group_exists);
    CHECK(found->member);
  }
}

void a_group_that_is_not_there_has_no_members() {
  SystemGroups groups("root");
  for (const auto* group : {"no-such-group", "3999999999", "4294967296", "-1", "0x0", "", "0 "}) {
    const auto found = groups.look_up(group);
    CHECK(found.has_value());
    CHECK(!found->group_exists);
    CHECK(!found->lists_members);
    CHECK(!found->member);
  }
}

void who_has_no_account_is_in_no_group() {
  SystemGroups groups("no-such-user");
  CHECK(groups.account() && !*groups.account());
  const auto found = groups.look_up("root");
  CHECK(found.has_value());
  CHECK(found->group_exists);
  CHECK(!found->member);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("an account has its own name", an_account_has_its_own_name),
      TEST("the primary group counts by name and by gid", the_primary_group_counts_by_name_and_by_gid),
      TEST("a group that is not there has no members", a_group_that_is_not_there_has_no_members),
      TEST("who has no account is in no group", who_has_no_account_is_in_no_group),
  };
  return cmocka_run_group_tests_name("policy groups", tests, nullptr, nullptr);
}
