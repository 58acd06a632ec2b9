// SPDX-License-Identifier: BSD-3-Clause
#include "base/account.hpp"

#include "check.hpp"

namespace {

using wavix::Account;
using wavix::own_name;

void an_account_goes_by_its_own_name_however_it_was_spelt() {
  CHECK_EQ(own_name(Account{"alice", 2001, 2001}, "ALICE"), "alice");
}

void who_has_no_account_goes_by_the_name_that_was_given() {
  CHECK_EQ(own_name(std::nullopt, "ghost"), "ghost");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("an account goes by its own name, however it was spelt",
           an_account_goes_by_its_own_name_however_it_was_spelt),
      TEST("who has no account goes by the name that was given",
           who_has_no_account_goes_by_the_name_that_was_given),
  };
  return cmocka_run_group_tests_name("base account", tests, nullptr, nullptr);
}
