// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/admission.hpp"

#include <fmt/format.h>

#include "base/account.hpp"
#include "policy/believed_address.hpp"
#include "policy/decide.hpp"
#include "policy/groups.hpp"
#include "policy/subject.hpp"
#include "verifier/causes.hpp"

namespace wavix::verifier {
namespace {

policy::Rules rules_of(const config::Config& config) {
  const auto& written = config.policy;
  return {written.include_groups, written.exclude_groups, written.exclude_users, written.trusted_networks,
          written.monitor};
}

Expected<std::string, End> subject_of(const Request& request, const config::Config& config) {
  const auto whose =
      config.policy.su_user == config::SuUser::caller ? policy::SuUser::caller : policy::SuUser::target;
  auto user = policy::subject(whose, {request.service, request.user, request.caller_uid});
  if (user) return std::move(*user);
  if (config.policy.monitor)
    return unexpected(End{.verdict = Verdict::exempt,
                          .cause = "monitor: would have been denied: " + user.error(),
                          .rule = "policy.monitor"});
  return unexpected(End{.verdict = Verdict::unavailable,
                        .cause = "directory",
                        .detail = user.error(),
                        .rule = "policy.su_user"});
}

Expected<Admission, End> admission_of(const std::string& user, const policy::Decision& decision,
                                      policy::Groups& groups) {
  const auto account = groups.account();
  if (!account && !decision.only_watched)
    return unexpected(End{.verdict = Verdict::unavailable, .cause = "directory", .detail = account.error()});
  return Admission{user, own_name(account.value_or(std::nullopt), user), std::string(decision.rule),
                   decision.why, decision.only_watched};
}

}  // namespace

Expected<Admission, End> admit(const Request& request, const config::Config& config,
                               std::vector<std::string>& warnings) {
  if (request.user_is_refused)
    return unexpected(
        End{Verdict::no_dialogue, request.user == "root" ? cause_root_refused : cause_user_refused});
  auto user = subject_of(request, config);
  if (!user) return unexpected(user.error());
  policy::SystemGroups groups(*user);
  const auto address = policy::believed_address(request.rhost, request.ssh_connection);
  const auto decision = policy::decide(rules_of(config), {*user, address}, groups);
  warnings.insert(warnings.end(), decision.warnings.begin(), decision.warnings.end());
  if (decision.only_watched || decision.answer == policy::Decision::Answer::asked)
    return admission_of(*user, decision, groups);
  End end;
  end.rule = decision.rule;
  switch (decision.answer) {
  case policy::Decision::Answer::asked: break;
  case policy::Decision::Answer::exempt:
    end.verdict = Verdict::exempt;
    end.cause = decision.otherwise.empty() ? decision.why : "monitor: would have been " + decision.otherwise;
    break;
  case policy::Decision::Answer::unknown:
    end.verdict = Verdict::unavailable;
    end.cause = "directory";
    end.detail = decision.why;
    break;
  }
  return unexpected(std::move(end));
}

}  // namespace wavix::verifier
