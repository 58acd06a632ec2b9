// SPDX-License-Identifier: BSD-3-Clause
#include <functional>

#include "scripted_login.hpp"

// Users without a phone who are asked for show: nothing that they see tells them from those who have one.
namespace {

using namespace wavix;
using namespace wavix::test;

FlowSettings decoy() {
  auto settings = Login::standard();
  settings.decoy = true;
  return settings;
}

void no_reply_lets_a_decoy_in() {
  auto login = Login::at_prompt(decoy());
  for (const auto* expected :
       {"Wrong code, 2 tries left. Code: ", "Wrong code, 1 try left. Code: ", "exhausted"}) {
    CHECK_EQ(login.type("482913"), "check 482913");
    CHECK_EQ(login.checked(true), expected);
  }
  CHECK_EQ(login.end().cause, cause_decoy);
}

/// What a user sees of a login until it ends, with the verdict last.
std::vector<std::string> seen(FlowSettings settings, const std::function<void(Login&)>& play) {
  Login login(std::move(settings));
  play(login);
  CHECK(login.ended());
  return login.said();
}

void a_decoy_sees_what_a_user_with_a_phone_sees() {
  const std::function<void(Login&)> plays[] = {
      [](Login& login) {
        for (const auto* code : {"000001", "x", "000002", "000003"}) {
          login.type(code);
          if (code != std::string("x")) login.checked(false);
        }
      },
      [](Login& login) {
        login.type("r");
        login.pass(30s);
        login.type("v");
        login.resent();
        for (int i = 0; i < 3; ++i) {
          login.type("");
          if (i < 2) login.on(event::EventsDone(std::vector<api::Event>{}));
        }
      },
      [](Login& login) {
        for (int i = 0; i < 12; ++i)
          login.type("x");
      },
      [](Login& login) { login.answer(Kind::nothing); },
      [](Login& login) { login.answer(Kind::failed); },
      [](Login& login) { login.type("\b\n\r\177INCORRECT"); },
      [](Login& login) { login.on(event::HostGone{}); },
      [](Login& login) { login.on(event::DeadlinePassed{}); },
  };
  for (const auto& play : plays) {
    const auto whole = [&play](Login& login) {
      login.begin();
      login.created();
      play(login);
    };
    CHECK(seen(decoy(), whole) == seen(Login::standard(), whole));
  }
}

void whatever_ends_a_decoy_has_its_cause() {
  Event ends[] = {event::Answered{Kind::nothing}, event::Answered{Kind::failed}, event::HostGone{},
                  event::DeadlinePassed{}, check_failed(api::Cause::rejected, 404)};
  for (auto& end : ends) {
    auto login = Login::at_prompt(decoy());
    login.on(std::move(end));
    CHECK_EQ(login.end().cause, cause_decoy);
    CHECK_EQ(login.end().status, 0L);
  }
}

void an_outage_denies_a_decoy_as_it_does_a_user() {
  Login login(decoy());
  login.begin();
  CHECK_EQ(login.on(create_failed(api::Cause::unreachable)), "unavailable");
  Login slow(decoy());
  slow.begin();
  CHECK_EQ(slow.on(event::DeadlinePassed{}), "unavailable");
}

void a_decoy_leaves_nothing_to_cancel() {
  auto login = Login::at_prompt(decoy());
  login.on(event::HostGone{});
  CHECK(!login.flow().left_open());
}

void a_decoy_is_not_told_by_its_number() {
  auto settings = decoy();
  settings.forbids = [](const auto&) { return std::optional<std::string>("no number is right"); };
  Login login(std::move(settings));
  login.begin();
  CHECK_EQ(login.created(), "Code sent by SMS to +371*****931 (r: resend, v: voice call). Code: ");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("no reply lets a decoy in", no_reply_lets_a_decoy_in),
      TEST("a decoy sees what a user with a phone sees", a_decoy_sees_what_a_user_with_a_phone_sees),
      TEST("whatever ends a decoy has its cause", whatever_ends_a_decoy_has_its_cause),
      TEST("an outage denies a decoy as it does a user", an_outage_denies_a_decoy_as_it_does_a_user),
      TEST("a decoy leaves nothing to cancel", a_decoy_leaves_nothing_to_cancel),
      TEST("a decoy is not told by its number", a_decoy_is_not_told_by_its_number),
  };
  return cmocka_run_group_tests_name("verifier flow decoy", tests, nullptr, nullptr);
}
