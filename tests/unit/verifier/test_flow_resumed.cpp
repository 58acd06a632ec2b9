// SPDX-License-Identifier: BSD-3-Clause
#include "scripted_login.hpp"

// What a login that broke off leaves to the user's next one.
namespace {

using namespace wavix;
using namespace wavix::test;

FlowSettings resumed(unsigned sends = 1, unsigned wrong = 0, milliseconds ago = 75s) {
  auto settings = Login::standard();
  settings.resumed = Resumed{.verification = "5f1a",
                             .target = {PhoneNumber("447919433768"), Channel::sms},
                             .sends = sends,
                             .wrong = wrong,
                             .sent_ago = ago};
  return settings;
}

Login at_resumed_prompt(FlowSettings settings = resumed()) {
  Login login(std::move(settings));
  login.begin();
  return login;
}

void the_code_that_is_on_the_phone_is_asked_for_again() {
  Login login(resumed());
  CHECK_EQ(login.begin(),
           "Code already sent by SMS to +4479*****768 a minute ago (r: resend, v: voice call). Code: ");
  CHECK_EQ(login.flow().verification(), "5f1a");
  CHECK(login.flow().sent_to() == (Target{PhoneNumber("447919433768"), Channel::sms}));
  CHECK_EQ(login.type("482913"), "check 482913");
  CHECK_EQ(login.checked(true), "verified");
  CHECK_EQ(login.flow().sends(), 0U);
  CHECK(!login.flow().left_open());
}

void nothing_is_chosen_where_a_code_is_out() {
  auto settings = resumed();
  settings.targets.push_back({PhoneNumber("447919433768"), Channel::voice});
  settings.resumed->target.channel = Channel::voice;
  Login login(std::move(settings));
  CHECK_EQ(login.begin(), "Already called +4479*****768 a minute ago (r: call again, s: SMS). Code: ");
  CHECK_EQ(login.type("1"), "A code has 6 digits. Code: ");
}

void wrong_codes_of_before_have_used_up_tries() {
  auto login = at_resumed_prompt(resumed(1, 1));
  login.type("000001");
  CHECK_EQ(login.checked(false), "Wrong code, 1 try left. Code: ");
  CHECK_EQ(login.flow().wrong(), 1U);
  login.type("000002");
  CHECK_EQ(login.checked(false), "exhausted");
}

void sends_of_before_count_towards_the_five_and_the_delay() {
  auto login = at_resumed_prompt(resumed(2, 0, 50s));
  CHECK_EQ(login.type("r"), "Another code can be sent in 10 s. Code: ");
  login.pass(10s);
  CHECK_EQ(login.type("r"), "resend sms");
  CHECK_EQ(login.flow().sends(), 1U);
  auto spent = at_resumed_prompt(resumed(5));
  CHECK_EQ(spent.type("r"), "No more codes can be sent; the newest one counts. Code: ");
}

void a_code_expires_by_when_it_was_sent() {
  auto login = at_resumed_prompt();
  login.pass(5min - 75s);
  CHECK_EQ(login.type("482913"), "The code has expired (r: resend, v: voice call). Code: ");
}

void what_has_no_try_or_send_to_go_on_with_is_a_bug() {
  for (const auto& [sends, wrong] : {std::pair{1U, 3U}, {0U, 0U}}) {
    bool thrown = false;
    try {
      const Flow flow(resumed(sends, wrong));
    } catch (const std::logic_error&) {
      thrown = true;
    }
    CHECK(thrown);
  }
}

void a_login_that_broke_off_may_be_gone_on_with() {
  Event ends[] = {event::HostGone{}, event::DeadlinePassed{}, event::Answered{Kind::nothing},
                  event::Answered{Kind::failed}};
  for (auto& end : ends) {
    auto login = Login::at_prompt();
    login.on(std::move(end));
    CHECK(login.flow().may_be_resumed());
  }
}

void three_empty_answers_leave_the_code_to_the_next_login() {
  auto login = Login::at_prompt();
  for (int i = 0; i < 2; ++i) {
    login.type("");
    login.on(event::EventsDone(std::vector<api::Event>{}));
  }
  CHECK_EQ(login.type(""), "exhausted");
  CHECK(login.flow().may_be_resumed());
}

void a_wrong_code_before_it_broke_off_costs_its_try_and_no_more() {
  auto login = Login::at_prompt();
  login.type("000001");
  login.checked(false);
  login.on(event::HostGone{});
  CHECK(login.flow().may_be_resumed());
  CHECK_EQ(login.flow().wrong(), 1U);
}

void nothing_is_kept_before_the_end_or_without_a_verification() {
  auto open = Login::at_prompt();
  CHECK(!open.flow().may_be_resumed());
  Login early;
  early.on(event::HostGone{});
  CHECK(!early.flow().may_be_resumed());
  Login slow;
  slow.begin();
  slow.on(event::DeadlinePassed{});
  CHECK(!slow.flow().may_be_resumed());
}

void what_was_judged_or_may_be_is_not_kept() {
  auto right = Login::at_prompt();
  right.type("482913");
  right.checked(true);
  CHECK(!right.flow().may_be_resumed());
  auto wrong = at_resumed_prompt(resumed(1, 2));
  wrong.type("000003");
  CHECK_EQ(wrong.checked(false), "exhausted");
  CHECK(!wrong.flow().may_be_resumed());
  CHECK(wrong.flow().left_open());
  auto unknown = Login::at_prompt();
  unknown.type("482913");
  unknown.on(event::HostGone{});
  CHECK(!unknown.flow().may_be_resumed());
}

void twelve_prompts_without_a_code_leave_nothing() {
  auto login = Login::at_prompt();
  for (int i = 0; i < 12; ++i)
    login.type("x");
  CHECK(login.ended());
  CHECK(!login.flow().may_be_resumed());
}

void a_code_that_went_to_a_forbidden_number_is_not_kept_for_a_host_that_went() {
  for (const bool forbidden : {true, false}) {
    auto settings = Login::standard();
    settings.forbids = [forbidden](const auto&) {
      return forbidden ? std::optional<std::string>("the number is no mobile") : std::nullopt;
    };
    Login login(std::move(settings));
    login.begin();
    login.on(event::HostGone{});
    CHECK_EQ(login.created(), "no-dialogue");
    CHECK_EQ(login.flow().may_be_resumed(), !forbidden);
  }
}

void a_decoy_leaves_nothing() {
  auto settings = Login::standard();
  settings.decoy = true;
  auto login = Login::at_prompt(std::move(settings));
  login.on(event::HostGone{});
  CHECK(!login.flow().may_be_resumed());
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("the code that is on the phone is asked for again",
           the_code_that_is_on_the_phone_is_asked_for_again),
      TEST("nothing is chosen where a code is out", nothing_is_chosen_where_a_code_is_out),
      TEST("wrong codes of before have used up tries", wrong_codes_of_before_have_used_up_tries),
      TEST("sends of before count towards the five and the delay",
           sends_of_before_count_towards_the_five_and_the_delay),
      TEST("a code expires by when it was sent", a_code_expires_by_when_it_was_sent),
      TEST("what has no try or send to go on with is a bug", what_has_no_try_or_send_to_go_on_with_is_a_bug),
      TEST("a login that broke off may be gone on with", a_login_that_broke_off_may_be_gone_on_with),
      TEST("three empty answers leave the code to the next login",
           three_empty_answers_leave_the_code_to_the_next_login),
      TEST("a wrong code before it broke off costs its try and no more",
           a_wrong_code_before_it_broke_off_costs_its_try_and_no_more),
      TEST("nothing is kept before the end or without a verification",
           nothing_is_kept_before_the_end_or_without_a_verification),
      TEST("what was judged, or may be, is not kept", what_was_judged_or_may_be_is_not_kept),
      TEST("twelve prompts without a code leave nothing", twelve_prompts_without_a_code_leave_nothing),
      TEST("a code that went to a forbidden number is not kept for a host that went",
           a_code_that_went_to_a_forbidden_number_is_not_kept_for_a_host_that_went),
      TEST("a decoy leaves nothing", a_decoy_leaves_nothing),
  };
  return cmocka_run_group_tests_name("verifier flow resumed", tests, nullptr, nullptr);
}
