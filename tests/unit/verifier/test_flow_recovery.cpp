// SPDX-License-Identifier: BSD-3-Clause
#include "scripted_login.hpp"

// Recovery codes: instead of the code that was sent, and where none can be.
namespace {

using namespace wavix;
using namespace wavix::test;

constexpr const char* code = "k7qm-x2fd-9hta-w4zn";
constexpr const char* redeem = "redeem k7qm-x2fd-9hta-w4zn";
constexpr const char* only_recovery = "Wavix cannot be reached. Recovery code: ";

FlowSettings with_codes(unsigned count = 8) {
  auto settings = Login::standard();
  settings.recovery_codes = count;
  settings.is_recovery_code = [](std::string_view word) { return word.size() == 19; };
  settings.outage = [](api::Cause) { return OutageAction::recovery_only; };
  return settings;
}

Login in_outage(FlowSettings settings = with_codes()) {
  Login login(std::move(settings));
  login.begin();
  login.on(create_failed(api::Cause::timeout));
  return login;
}

void a_recovery_code_is_as_good_as_the_one_that_was_sent() {
  auto login = Login::at_prompt(with_codes());
  CHECK_EQ(login.type(std::string(" ") + code + "\r"), redeem);
  CHECK_EQ(login.redeemed(7), "verified");
  CHECK_EQ(login.end().cause, "recovery code, 7 left");
  CHECK_EQ(login.flow().checks(), 0U);
  CHECK(login.flow().left_open());
  CHECK(!login.flow().may_be_resumed());
}

void the_last_one_works_too() {
  auto login = Login::at_prompt(with_codes(1));
  CHECK_EQ(login.type(code), redeem);
  CHECK_EQ(login.redeemed(0), "verified");
  CHECK_EQ(login.end().cause, "recovery code, 0 left");
}

void wrong_recovery_codes_use_up_the_tries_of_all_codes() {
  auto login = Login::at_prompt(with_codes());
  login.type(code);
  CHECK_EQ(login.redeemed(std::nullopt), "Wrong code, 2 tries left. Code: ");
  login.type("000001");
  CHECK_EQ(login.checked(false), "Wrong code, 1 try left. Code: ");
  login.type(code);
  CHECK_EQ(login.redeemed(std::nullopt), "exhausted");
  CHECK_EQ(login.end().cause, cause_wrong_codes);
  CHECK_EQ(login.flow().wrong(), 3U);
}

void who_has_none_has_typed_no_code() {
  auto login = Login::at_prompt(with_codes(0));
  CHECK_EQ(login.type(code), "A code has 6 digits. Code: ");
  auto shapeless = with_codes();
  shapeless.is_recovery_code = nullptr;
  auto other = Login::at_prompt(std::move(shapeless));
  CHECK_EQ(other.type(code), "A code has 6 digits. Code: ");
}

void a_decoy_has_none_and_is_never_verified() {
  auto settings = with_codes(1);
  settings.decoy = true;
  Login login(std::move(settings));
  login.begin();
  CHECK_EQ(login.created(), "Code sent by SMS to +371*****931 (r: resend, v: voice call). Code: ");
  CHECK_EQ(login.type(code), "A code has 6 digits. Code: ");
  CHECK_EQ(login.redeemed(7), "Wrong code, 2 tries left. Code: ");
}

void few_that_are_left_are_told_in_the_first_prompt() {
  Login login(with_codes(2));
  login.begin();
  CHECK_EQ(login.created(),
           "Code sent by SMS to +371*****931 (r: resend, v: voice call; or a recovery code, 2 left). Code: ");
  login.pass(30s);
  login.type("r");
  CHECK_EQ(login.resent(), "New code sent by SMS to +371*****931; the old one no longer works. Code: ");
  Login many(with_codes(3));
  many.begin();
  CHECK_EQ(many.created(), "Code sent by SMS to +371*****931 (r: resend, v: voice call). Code: ");
}

void one_at_the_choice_sends_nothing() {
  auto settings = with_codes();
  settings.targets.push_back({PhoneNumber("447919433768"), Channel::sms});
  Login login(std::move(settings));
  login.begin();
  CHECK_EQ(login.type(code), redeem);
  CHECK_EQ(login.redeemed(std::nullopt), "Wrong code, 2 tries left. Choose 1 to 2 [1]: ");
  login.type(code);
  CHECK_EQ(login.redeemed(7), "verified");
  CHECK_EQ(login.flow().sends(), 0U);
  CHECK(!login.flow().left_open());
}

void in_an_outage_recovery_codes_alone_count() {
  Login login(with_codes());
  login.begin();
  CHECK_EQ(login.on(create_failed(api::Cause::timeout)), only_recovery);
  for (const auto* other : {"482913", "r", "v", "x"})
    CHECK_EQ(login.type(other), only_recovery);
  CHECK_EQ(login.type(code), redeem);
  CHECK_EQ(login.redeemed(std::nullopt), "Wrong code, 2 tries left. Recovery code: ");
  CHECK_EQ(login.type(code), redeem);
  CHECK_EQ(login.redeemed(7), "verified");
}

void in_an_outage_wrong_ones_use_up_the_tries() {
  auto login = in_outage();
  for (const auto* said : {"Wrong code, 2 tries left. Recovery code: ",
                           "Wrong code, 1 try left. Recovery code: ", "exhausted"}) {
    login.type(code);
    CHECK_EQ(login.redeemed(std::nullopt), said);
  }
}

void without_recovery_codes_an_outage_denies() {
  Login login(with_codes(0));
  login.begin();
  CHECK_EQ(login.on(create_failed(api::Cause::timeout)), "unavailable");
}

void the_recovery_prompt_ends_as_any_other() {
  auto empty = in_outage();
  CHECK_EQ(empty.type(""), only_recovery);
  CHECK_EQ(empty.type(""), only_recovery);
  CHECK_EQ(empty.type(""), "exhausted");
  CHECK(!empty.flow().may_be_resumed());
  auto password = in_outage();
  CHECK_EQ(password.answer(Kind::withheld), only_recovery);
  CHECK_EQ(password.answer(Kind::withheld), only_recovery);
  CHECK_EQ(password.answer(Kind::withheld), "no-dialogue");
  CHECK_EQ(in_outage().answer(Kind::nothing), "no-dialogue");
  CHECK_EQ(in_outage().type("\b\n\r\177INCORRECT"), "no-dialogue");
  CHECK_EQ(in_outage().on(event::HostGone{}), "no-dialogue");
  CHECK_EQ(in_outage().on(event::DeadlinePassed{}), "refused");
  auto talkative = in_outage();
  for (int i = 0; i < 11; ++i)
    CHECK_EQ(talkative.type("x"), only_recovery);
  CHECK_EQ(talkative.type("x"), "refused");
}

void a_check_that_fails_by_an_outage_leaves_recovery_codes() {
  auto login = Login::at_prompt(with_codes());
  login.type("482913");
  CHECK_EQ(login.on(check_failed(api::Cause::unreachable)), only_recovery);
  CHECK_EQ(login.type("482913"), only_recovery);
  CHECK_EQ(login.type(code), redeem);
  CHECK_EQ(login.redeemed(7), "verified");
  CHECK(login.flow().left_open());
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a recovery code is as good as the one that was sent",
           a_recovery_code_is_as_good_as_the_one_that_was_sent),
      TEST("the last one works too", the_last_one_works_too),
      TEST("wrong recovery codes use up the tries of all codes",
           wrong_recovery_codes_use_up_the_tries_of_all_codes),
      TEST("who has none has typed no code", who_has_none_has_typed_no_code),
      TEST("a decoy has none and is never verified", a_decoy_has_none_and_is_never_verified),
      TEST("few that are left are told in the first prompt", few_that_are_left_are_told_in_the_first_prompt),
      TEST("one at the choice sends nothing", one_at_the_choice_sends_nothing),
      TEST("in an outage recovery codes alone count", in_an_outage_recovery_codes_alone_count),
      TEST("in an outage wrong ones use up the tries", in_an_outage_wrong_ones_use_up_the_tries),
      TEST("without recovery codes an outage denies", without_recovery_codes_an_outage_denies),
      TEST("the recovery prompt ends as any other", the_recovery_prompt_ends_as_any_other),
      TEST("a check that fails by an outage leaves recovery codes",
           a_check_that_fails_by_an_outage_leaves_recovery_codes),
  };
  return cmocka_run_group_tests_name("verifier flow recovery", tests, nullptr, nullptr);
}
