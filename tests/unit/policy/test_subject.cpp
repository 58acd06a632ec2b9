// SPDX-License-Identifier: BSD-3-Clause
#include "policy/subject.hpp"

#include "check.hpp"

namespace {

using wavix::Account;
using wavix::policy::subject;
using wavix::policy::SuUser;
using Looked = wavix::Expected<std::optional<Account>, std::string>;

Looked accounts(uid_t uid) {
  if (uid == 2001) return Account{"alice", uid, uid};
  if (uid == 0) return Account{"root", uid, uid};
  if (uid == 2999)
    return wavix::unexpected<std::string>("the account cannot be looked up: Connection refused");
  return std::nullopt;
}

std::string asked(SuUser su_user, std::string_view service, uid_t caller) {
  const auto user = subject(su_user, {service, "target", caller}, accounts);
  return user ? *user : "denied: " + user.error();
}

void under_su_the_caller_may_be_the_one_who_is_asked() {
  for (const auto* service : {"su", "su-l"}) {
    CHECK_EQ(asked(SuUser::caller, service, 2001), "alice");
    CHECK_EQ(asked(SuUser::caller, service, 0), "root");
    CHECK_EQ(asked(SuUser::target, service, 2001), "target");
  }
}

void everywhere_else_it_is_the_user_of_the_login() {
  for (const auto* service : {"sudo", "sshd", "login", "su-x", "SU", ""})
    for (const auto su_user : {SuUser::caller, SuUser::target})
      CHECK_EQ(asked(su_user, service, 2001), "target");
}

void a_caller_who_cannot_be_told_is_denied() {
  CHECK_EQ(asked(SuUser::caller, "su", 2998),
           "denied: policy.su_user: the caller, uid 2998: there is no such account");
  CHECK_EQ(
      asked(SuUser::caller, "su", 2999),
      "denied: policy.su_user: the caller, uid 2999: the account cannot be looked up: Connection refused");
}

void nobody_is_looked_up_who_is_not_asked() {
  bool looked = false;
  const auto look_up = [&](uid_t) -> Looked {
    looked = true;
    return std::nullopt;
  };
  CHECK_EQ(subject(SuUser::target, {"su", "target", 2001}, look_up).value(), "target");
  CHECK_EQ(subject(SuUser::caller, {"sshd", "target", 2001}, look_up).value(), "target");
  CHECK(!looked);
}

void by_itself_it_asks_the_system() {
  CHECK_EQ(subject(SuUser::caller, {"su", "target", 0}).value(), "root");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("under su the caller may be the one who is asked",
           under_su_the_caller_may_be_the_one_who_is_asked),
      TEST("everywhere else it is the user of the login", everywhere_else_it_is_the_user_of_the_login),
      TEST("a caller who cannot be told is denied", a_caller_who_cannot_be_told_is_denied),
      TEST("nobody is looked up who is not asked", nobody_is_looked_up_who_is_not_asked),
      TEST("by itself it asks the system", by_itself_it_asks_the_system),
  };
  return cmocka_run_group_tests_name("policy subject", tests, nullptr, nullptr);
}
