// SPDX-License-Identifier: BSD-3-Clause
#include "guard/outcome.hpp"

#include "check.hpp"

namespace {

using wavix::guard::index_of;
using wavix::guard::login_outcomes;
using wavix::guard::outcome_of;

wavix::guard::LoginRecord login(const char* verdict, const char* rule = "", const char* cause = "") {
  wavix::guard::LoginRecord record;
  record.verdict = verdict;
  record.rule = rule;
  record.cause = cause;
  return record;
}

std::string outcome(const char* verdict, const char* rule = "", const char* cause = "") {
  return std::string(login_outcomes[index_of(outcome_of(login(verdict, rule, cause)))]);
}

void a_code_of_wavix_is_told_from_the_other_ways_in() {
  CHECK_EQ(outcome("verified"), "verified");
  CHECK_EQ(outcome("verified", "policy.include_groups (/etc/wavix2fa/wavix2fa.conf:31)"), "verified");
  CHECK_EQ(outcome("verified", "grace.period (default)", "grace until 14:20"), "grace");
  CHECK_EQ(outcome("verified", "", "recovery code, 9 left"), "recovery");
}

void who_is_let_past_is_told_by_what_let_them() {
  CHECK_EQ(outcome("exempt", "policy.trusted_networks (/etc/wavix2fa/wavix2fa.conf:33)"), "exempt");
  CHECK_EQ(outcome("exempt", "outage.timeout (/etc/wavix2fa/wavix2fa.conf:40)", "timeout"), "fail-open");
  CHECK_EQ(outcome("exempt", "", "break-glass until 14:20, by carol: Wavix is down"), "break-glass");
}

void a_limit_is_no_wrong_code() {
  CHECK_EQ(outcome("exhausted", "", "every code typed was wrong"), "failed");
  CHECK_EQ(outcome("exhausted", "limits.lockout (default)", "locked until 14:20"), "limited");
  CHECK_EQ(outcome("exhausted", "", "limits.sends_per_user: 5 in 1h: the next message may be sent at 14:20"),
           "limited");
  CHECK_EQ(outcome("refused"), "failed");
}

void the_other_verdicts_are_as_they_are_and_one_of_a_newer_version_is_an_error() {
  for (const auto* const verdict :
       {"no-contact", "forbidden", "unavailable", "no-dialogue", "misconfigured", "internal"})
    CHECK_EQ(outcome(verdict), verdict);
  CHECK_EQ(outcome("fail-open"), "internal");
  CHECK_EQ(outcome(""), "internal");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a code of Wavix is told from the other ways in", a_code_of_wavix_is_told_from_the_other_ways_in),
      TEST("who is let past is told by what let them", who_is_let_past_is_told_by_what_let_them),
      TEST("a limit is no wrong code", a_limit_is_no_wrong_code),
      TEST("the other verdicts are as they are, and one of a newer version is an error",
           the_other_verdicts_are_as_they_are_and_one_of_a_newer_version_is_an_error),
  };
  return cmocka_run_group_tests_name("guard outcome", tests, nullptr, nullptr);
}
