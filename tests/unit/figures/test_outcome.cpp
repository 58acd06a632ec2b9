// SPDX-License-Identifier: BSD-3-Clause
#include "figures/outcome.hpp"

#include "check.hpp"

namespace {

using wavix::figures::met_an_outage;

wavix::guard::LoginRecord login(const char* verdict, const char* rule = "", const char* cause = "") {
  wavix::guard::LoginRecord record;
  record.verdict = verdict;
  record.rule = rule;
  record.cause = cause;
  return record;
}

void an_outage_is_wavixs_whatever_became_of_the_login() {
  CHECK(met_an_outage(login("unavailable", "", "timeout")));
  CHECK(met_an_outage(login("exempt", "outage.server (default)", "server")));
  CHECK(!met_an_outage(login("unavailable", "", "ldaps://dc1: cannot be reached")));
  CHECK(!met_an_outage(login("misconfigured", "", "auth")));
  CHECK(!met_an_outage(login("verified")));
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("an outage is Wavix's, whatever became of the login",
           an_outage_is_wavixs_whatever_became_of_the_login),
  };
  return cmocka_run_group_tests_name("figures outcome", tests, nullptr, nullptr);
}
