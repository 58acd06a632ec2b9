// SPDX-License-Identifier: BSD-3-Clause
#include "guard/outcome.hpp"

#include <algorithm>

namespace wavix::guard {
namespace {

LoginOutcome of_verified(const LoginRecord& login) {
  if (login.rule.starts_with("grace.")) return LoginOutcome::grace;
  return login.cause.starts_with(cause_recovery_code) ? LoginOutcome::recovery : LoginOutcome::verified;
}

LoginOutcome of_exempt(const LoginRecord& login) {
  if (login.rule.starts_with("outage.")) return LoginOutcome::fail_open;
  return login.cause.starts_with(cause_break_glass) ? LoginOutcome::break_glass : LoginOutcome::exempt;
}

/// A lockout is a rule, a spending limit the cause: "limits.sends_per_user: 5 in 1h…".
bool by_a_limit(const LoginRecord& login) {
  return login.rule.starts_with("limits.") || login.cause.starts_with("limits.");
}

}  // namespace

LoginOutcome outcome_of(const LoginRecord& login) {
  const std::string_view verdict = login.verdict;
  if (verdict == "verified") return of_verified(login);
  if (verdict == "exempt") return of_exempt(login);
  if (verdict == "exhausted") return by_a_limit(login) ? LoginOutcome::limited : LoginOutcome::failed;
  if (verdict == "refused") return LoginOutcome::failed;
  const auto* const found =
      std::find(login_outcomes.begin() + index_of(LoginOutcome::no_contact), login_outcomes.end(), verdict);
  return found == login_outcomes.end() ? LoginOutcome::internal
                                       : static_cast<LoginOutcome>(found - login_outcomes.begin());
}

}  // namespace wavix::guard
