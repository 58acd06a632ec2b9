// SPDX-License-Identifier: BSD-3-Clause
#include <functional>

#include "scripted_login.hpp"

// What spending limits, a store that fails and [outage] make of a login.
namespace {

using namespace wavix;
using namespace wavix::test;
using Cause = api::Cause;

constexpr Cause outages[] = {Cause::unreachable, Cause::timeout, Cause::tls, Cause::server,
                             Cause::rate_limit};
constexpr Cause no_outages[] = {Cause::auth, Cause::rejected, Cause::malformed};

FlowSettings with_outage(OutageAction action) {
  auto settings = Login::standard();
  settings.outage = [action](Cause) { return action; };
  return settings;
}

FlowSettings as_decoy(FlowSettings settings) {
  settings.decoy = true;
  return settings;
}

void a_limit_ends_a_login_that_would_send_the_first_message() {
  Login login;
  login.begin();
  CHECK_EQ(login.over_limit(), "exhausted");
  CHECK_EQ(login.end().cause, "limits.sends_per_user: 5 in 1h: the next message may be sent at 14:20");
  CHECK_EQ(login.end().notice, "Too many codes were asked for. Try again after 14:20.");
  CHECK_EQ(login.flow().sends(), 0U);
  CHECK(!login.flow().sent_to());
  CHECK(!login.flow().creating());
}

void a_decoy_over_a_limit_is_told_the_same() {
  Login login(as_decoy(Login::standard()));
  login.begin();
  CHECK_EQ(login.over_limit(), "exhausted");
  CHECK_EQ(login.end().cause, cause_decoy);
  CHECK_EQ(login.end().notice, "Too many codes were asked for. Try again after 14:20.");
}

void a_limit_leaves_the_code_that_is_out() {
  auto login = Login::at_prompt();
  login.pass(30s);
  login.type("v");
  CHECK_EQ(login.over_limit(), "Too many codes were asked for; another can be sent after 14:20. Code: ");
  CHECK_EQ(login.flow().sends(), 1U);
  CHECK(login.flow().sent_to() == (Target{PhoneNumber("37128782931"), Channel::sms}));
  CHECK_EQ(login.type("r"), "resend sms");  // what was not sent delays nothing
  login.over_limit();
  login.pass(5min - 31s);
  CHECK_EQ(login.type("482913"), "check 482913");
  login.checked(false);
  login.pass(1s);
  CHECK_EQ(login.type("482913"), "The code has expired (r: resend, v: voice call). Code: ");
}

void a_host_that_went_hears_of_no_limit() {
  Login login;
  login.begin();
  login.on(event::HostGone{});
  CHECK_EQ(login.over_limit(), "no-dialogue");
  CHECK_EQ(login.flow().sends(), 0U);
}

void a_store_that_fails_denies_whatever_was_typed() {
  const std::function<void(Login&)> moments[] = {
      [](Login& login) { login.begin(); },
      [](Login& login) { login = Login::at_prompt(); },
      [](Login& login) {
        login = Login::at_prompt();
        login.type("482913");
      },
      [](Login& login) {
        login = Login::at_prompt();
        login.pass(30s);
        login.type("r");
      },
  };
  for (const auto& play : moments) {
    Login login;
    play(login);
    CHECK_EQ(login.on(event::GuardFailed{"/var/lib/wavix2fa/state.db: disk full"}), "misconfigured");
    CHECK_EQ(login.end().cause, "/var/lib/wavix2fa/state.db: disk full");
    CHECK(!login.flow().creating());
    CHECK(!login.flow().may_be_resumed());
  }
}

void a_verification_that_could_not_be_written_down_is_cancelled() {
  auto login = Login::at_prompt();
  login.on(event::GuardFailed{"disk full"});
  CHECK(login.flow().left_open());
}

void a_store_that_fails_is_named_for_a_decoy_too() {
  Login login(as_decoy(Login::standard()));
  login.begin();
  login.on(event::GuardFailed{"disk full"});
  CHECK_EQ(login.end().cause, "disk full");
}

void an_outage_lets_past_where_it_may_and_alerts() {
  for (const auto cause : outages) {
    Login login(with_outage(OutageAction::allow));
    login.begin();
    CHECK_EQ(login.on(create_failed(cause)), "exempt");
    CHECK_EQ(login.end().cause, to_string(cause));
    CHECK_EQ(login.end().rule, "outage." + std::string(to_string(cause)));
    CHECK(login.end().alert);
  }
}

void a_pause_of_the_verifier_proves_no_outage() {
  for (const auto cause : outages) {
    auto paused = failure(cause);
    paused.paused = true;
    Login login(with_outage(OutageAction::allow));
    login.begin();
    CHECK_EQ(login.on(event::CreateDone(unexpected(paused))), "unavailable");
  }
}

void a_lockout_by_other_logins_ends_a_login_at_its_code() {
  auto settings = Login::standard();
  settings.recovery_codes = 8;
  settings.is_recovery_code = [](std::string_view word) { return word == "recovery"; };
  for (const auto* typed : {"482913", "recovery"}) {
    auto login = Login::at_prompt(settings);
    login.type(typed);
    CHECK_EQ(login.on(event::LockedOut{{.verdict = Verdict::exhausted, .rule = "limits.lockout"}}),
             "exhausted");
    CHECK_EQ(login.end().rule, "limits.lockout");
    CHECK(login.flow().left_open() && !login.flow().may_be_resumed());
  }
}

void the_action_is_that_of_the_cause() {
  for (const auto cause : {Cause::timeout, Cause::unreachable}) {
    auto settings = Login::standard();
    settings.outage = [](Cause which) {
      return which == Cause::timeout ? OutageAction::allow : OutageAction::deny;
    };
    Login login(std::move(settings));
    login.begin();
    CHECK_EQ(login.on(create_failed(cause)), cause == Cause::timeout ? "exempt" : "unavailable");
  }
}

void what_is_no_outage_denies_whatever_the_action() {
  for (const auto action : {OutageAction::allow, OutageAction::recovery_only})
    for (const auto cause : no_outages) {
      auto settings = with_outage(action);
      settings.recovery_codes = 8;
      Login login(std::move(settings));
      login.begin();
      CHECK_EQ(login.on(create_failed(cause)), cause == Cause::malformed ? "unavailable" : "misconfigured");
      CHECK(!login.end().alert);
    }
}

void an_outage_at_the_check_lets_nobody_past() {
  for (const auto cause : outages) {
    auto login = Login::at_prompt(with_outage(OutageAction::allow));
    login.type("482913");
    CHECK_EQ(login.on(check_failed(cause)), cause == Cause::rate_limit ? "exhausted" : "unavailable");
  }
}

void too_many_attempts_are_no_outage() {
  auto settings = with_outage(OutageAction::recovery_only);
  settings.recovery_codes = 8;
  auto login = Login::at_prompt(std::move(settings));
  login.type("482913");
  CHECK_EQ(login.on(check_failed(Cause::rate_limit, 429)), "exhausted");
}

void an_outage_lets_no_decoy_past() {
  for (const auto action : {OutageAction::allow, OutageAction::recovery_only, OutageAction::deny}) {
    Login login(as_decoy(with_outage(action)));
    login.begin();
    CHECK_EQ(login.on(create_failed(Cause::unreachable)), "unavailable");
    CHECK(!login.end().alert);
  }
}

void a_host_that_went_or_the_deadline_comes_before_an_outage() {
  Login gone(with_outage(OutageAction::allow));
  gone.begin();
  gone.on(event::HostGone{});
  CHECK_EQ(gone.on(create_failed(Cause::unreachable)), "no-dialogue");
  Login late(with_outage(OutageAction::allow));
  late.begin();
  CHECK_EQ(late.on(event::DeadlinePassed{}), "unavailable");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a limit ends a login that would send the first message",
           a_limit_ends_a_login_that_would_send_the_first_message),
      TEST("a decoy over a limit is told the same", a_decoy_over_a_limit_is_told_the_same),
      TEST("a limit leaves the code that is out", a_limit_leaves_the_code_that_is_out),
      TEST("a host that went hears of no limit", a_host_that_went_hears_of_no_limit),
      TEST("a store that fails denies whatever was typed", a_store_that_fails_denies_whatever_was_typed),
      TEST("a verification that could not be written down is cancelled",
           a_verification_that_could_not_be_written_down_is_cancelled),
      TEST("a store that fails is named for a decoy too", a_store_that_fails_is_named_for_a_decoy_too),
      TEST("an outage lets past where it may, and alerts", an_outage_lets_past_where_it_may_and_alerts),
      TEST("a pause of the verifier proves no outage", a_pause_of_the_verifier_proves_no_outage),
      TEST("a lockout by other logins ends a login at its code",
           a_lockout_by_other_logins_ends_a_login_at_its_code),
      TEST("the action is that of the cause", the_action_is_that_of_the_cause),
      TEST("what is no outage denies whatever the action", what_is_no_outage_denies_whatever_the_action),
      TEST("an outage at the check lets nobody past", an_outage_at_the_check_lets_nobody_past),
      TEST("too many attempts are no outage", too_many_attempts_are_no_outage),
      TEST("an outage lets no decoy past", an_outage_lets_no_decoy_past),
      TEST("a host that went, or the deadline, comes before an outage",
           a_host_that_went_or_the_deadline_comes_before_an_outage),
  };
  return cmocka_run_group_tests_name("verifier flow guarded", tests, nullptr, nullptr);
}
