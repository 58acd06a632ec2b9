// SPDX-License-Identifier: BSD-3-Clause
#include "scripted_login.hpp"

// Several ways to send the first code: the user chooses, and until then nothing is sent.
namespace {

using namespace wavix;
using namespace wavix::test;

constexpr const char* choice =
    "1: SMS to +371*****931, 2: call +371*****931, 3: SMS to +4479*****768. Choose [1]: ";
constexpr const char* again = "Choose 1 to 3 [1]: ";

FlowSettings three_targets() {
  auto settings = Login::standard();
  const PhoneNumber lv("37128782931");
  settings.targets = {{lv, Channel::sms}, {lv, Channel::voice}, {PhoneNumber("447919433768"), Channel::sms}};
  return settings;
}

Login at_choice() {
  Login login(three_targets());
  login.begin();
  return login;
}

void check_nothing_sent(const Login& login) {
  CHECK(login.ended());
  CHECK_EQ(login.flow().sends(), 0U);
  CHECK(!login.flow().sent_to());
  CHECK(!login.flow().creating());
  CHECK(!login.flow().left_open());
}

void nothing_is_sent_before_the_choice() {
  Login login(three_targets());
  CHECK_EQ(login.begin(), choice);
  CHECK_EQ(login.flow().sends(), 0U);
  CHECK(!login.flow().sent_to());
}

void a_number_of_the_list_chooses() {
  for (const auto& [text, create] : {std::pair{"1", "create sms 37128782931"},
                                     {" 2\r", "create voice 37128782931"},
                                     {"3", "create sms 447919433768"}}) {
    auto login = at_choice();
    CHECK_EQ(login.type(text), create);
    CHECK_EQ(login.flow().sends(), 1U);
  }
}

void enter_chooses_the_first() {
  for (const auto* text : {"", " \r\n"}) {
    auto login = at_choice();
    CHECK_EQ(login.type(text), "create sms 37128782931");
  }
}

void anything_else_is_asked_again_and_sends_nothing() {
  for (const auto* text : {"0", "4", "x", "r", "v", "482913", "1 2"}) {
    auto login = at_choice();
    CHECK_EQ(login.type(text), again);
    CHECK_EQ(login.flow().sends(), 0U);
    CHECK_EQ(login.type("3"), "create sms 447919433768");
  }
}

void the_code_and_more_of_them_go_to_the_chosen_phone() {
  auto login = at_choice();
  login.type("3");
  CHECK_EQ(login.created(), "Code sent by SMS to +4479*****768 (r: resend, v: voice call). Code: ");
  login.pass(30s);
  CHECK_EQ(login.type("v"), "resend voice");
  CHECK_EQ(login.resent(), "Calling +4479*****768 with a new code; the old one no longer works. Code: ");
  CHECK(login.flow().sent_to() == (Target{PhoneNumber("447919433768"), Channel::voice}));
  CHECK_EQ(login.type("482913"), "check 482913");
  CHECK_EQ(login.checked(true), "verified");
}

void digits_are_no_choice_once_one_is_made() {
  auto login = at_choice();
  login.type("2");
  login.created();
  CHECK_EQ(login.type("1"), "A code has 6 digits. Code: ");
}

void without_an_answer_nothing_is_sent() {
  auto login = at_choice();
  CHECK_EQ(login.answer(Kind::nothing), "no-dialogue");
  CHECK_EQ(login.end().cause, cause_end_of_file);
  check_nothing_sent(login);
}

void a_choice_that_sshd_cannot_show_names_its_configuration() {
  auto login = at_choice();
  CHECK_EQ(login.answer(Kind::failed), "no-dialogue");
  CHECK_EQ(login.end().cause, cause_sshd_password_method);
  check_nothing_sent(login);
  auto later = at_choice();
  later.type("x");
  later.answer(Kind::failed);
  CHECK_EQ(later.end().cause, cause_aborted);
  check_nothing_sent(later);
}

void what_sshd_feeds_for_refused_users_sends_nothing() {
  auto login = at_choice();
  CHECK_EQ(login.type("\b\n\r\177INCORRECT"), "no-dialogue");
  CHECK_EQ(login.end().cause, cause_user_refused);
  check_nothing_sent(login);
}

void a_program_that_answers_with_the_password_sends_nothing() {
  auto login = at_choice();
  CHECK_EQ(login.answer(Kind::withheld), again);
  CHECK_EQ(login.answer(Kind::withheld), again);
  CHECK_EQ(login.answer(Kind::withheld), "no-dialogue");
  CHECK_EQ(login.end().cause, cause_password_answers);
  check_nothing_sent(login);
}

void only_three_passwords_in_a_row_end_the_choice() {
  auto login = at_choice();
  login.answer(Kind::withheld);
  login.answer(Kind::withheld);
  login.type("x");
  CHECK_EQ(login.answer(Kind::withheld), again);
}

void nobody_at_the_prompt_costs_one_message() {
  auto login = at_choice();
  CHECK_EQ(login.type(""), "create sms 37128782931");
  login.created();
  for (int i = 0; i < 2; ++i) {
    CHECK_EQ(login.type(""), "events");
    login.on(event::EventsDone(std::vector<api::Event>{}));
  }
  CHECK_EQ(login.type(""), "exhausted");
  CHECK_EQ(login.end().cause, cause_empty_answers);
  CHECK_EQ(login.flow().sends(), 1U);
}

void the_choice_counts_among_the_twelve_prompts() {
  auto login = at_choice();
  login.type("1");
  login.created();
  for (int i = 0; i < 10; ++i)
    CHECK_EQ(login.type("x"), "A code has 6 digits. Code: ");
  CHECK_EQ(login.type("x"), "refused");
  CHECK_EQ(login.end().cause, cause_prompts);
}

void a_choice_that_no_prompt_for_the_code_is_left_for_sends_nothing() {
  for (const auto* last : {"1", "x"}) {
    auto login = at_choice();
    for (int i = 0; i < 11; ++i)
      CHECK_EQ(login.type("x"), again);
    CHECK_EQ(login.type(last), "refused");
    CHECK_EQ(login.end().cause, cause_prompts);
    check_nothing_sent(login);
  }
}

void a_host_that_goes_or_the_deadline_at_the_choice_leaves_nothing_behind() {
  auto login = at_choice();
  CHECK_EQ(login.on(event::HostGone{}), "no-dialogue");
  CHECK_EQ(login.end().cause, cause_host_gone);
  check_nothing_sent(login);
  auto slow = at_choice();
  CHECK_EQ(slow.on(event::DeadlinePassed{}), "refused");
  CHECK_EQ(slow.end().cause, cause_deadline);
  check_nothing_sent(slow);
}

void none_and_too_many_targets_are_a_bug() {
  for (const std::size_t count : {std::size_t{0}, max_targets + 1}) {
    auto settings = Login::standard();
    settings.targets.assign(count, {PhoneNumber("37128782931"), Channel::sms});
    bool thrown = false;
    try {
      const Flow flow(std::move(settings));
    } catch (const std::logic_error&) {
      thrown = true;
    }
    CHECK(thrown);
  }
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("nothing is sent before the choice", nothing_is_sent_before_the_choice),
      TEST("a number of the list chooses", a_number_of_the_list_chooses),
      TEST("Enter chooses the first", enter_chooses_the_first),
      TEST("anything else is asked again and sends nothing", anything_else_is_asked_again_and_sends_nothing),
      TEST("the code, and more of them, go to the chosen phone",
           the_code_and_more_of_them_go_to_the_chosen_phone),
      TEST("digits are no choice once one is made", digits_are_no_choice_once_one_is_made),
      TEST("without an answer nothing is sent", without_an_answer_nothing_is_sent),
      TEST("a choice that sshd cannot show names its configuration",
           a_choice_that_sshd_cannot_show_names_its_configuration),
      TEST("what sshd feeds for refused users sends nothing",
           what_sshd_feeds_for_refused_users_sends_nothing),
      TEST("a program that answers with the password sends nothing",
           a_program_that_answers_with_the_password_sends_nothing),
      TEST("only three passwords in a row end the choice", only_three_passwords_in_a_row_end_the_choice),
      TEST("nobody at the prompt costs one message", nobody_at_the_prompt_costs_one_message),
      TEST("the choice counts among the twelve prompts", the_choice_counts_among_the_twelve_prompts),
      TEST("a choice that no prompt for the code is left for sends nothing",
           a_choice_that_no_prompt_for_the_code_is_left_for_sends_nothing),
      TEST("a host that goes, or the deadline, at the choice leaves nothing behind",
           a_host_that_goes_or_the_deadline_at_the_choice_leaves_nothing_behind),
      TEST("none and too many targets are a bug", none_and_too_many_targets_are_a_bug),
  };
  return cmocka_run_group_tests_name("verifier flow choice", tests, nullptr, nullptr);
}
