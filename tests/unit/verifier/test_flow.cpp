// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/flow.hpp"

#include "scripted_login.hpp"

namespace {

using namespace wavix;
using namespace wavix::test;

void the_right_code_is_verified() {
  Login login;
  CHECK_EQ(login.begin(), "create sms 37128782931");
  CHECK_EQ(login.created(), "Code sent by SMS to +371*****931 (r: resend, v: voice call). Code: ");
  CHECK_EQ(login.type(" 482913\r"), "check 482913");
  CHECK_EQ(login.checked(true), "verified");
  CHECK_EQ(login.flow().sends(), 1U);
  CHECK_EQ(login.flow().checks(), 1U);
  CHECK(!login.flow().left_open());
}

void wrong_codes_use_up_the_tries() {
  auto login = Login::at_prompt();
  login.type("000001");
  CHECK_EQ(login.checked(false), "Wrong code, 2 tries left. Code: ");
  login.type("000002");
  CHECK_EQ(login.checked(false), "Wrong code, 1 try left. Code: ");
  login.type("000003");
  CHECK_EQ(login.checked(false), "exhausted");
  CHECK_EQ(login.end().cause, cause_wrong_codes);
  CHECK(login.flow().left_open());
}

void a_check_is_counted_before_it_is_made() {
  auto login = Login::at_prompt();
  login.type("000001");
  CHECK_EQ(login.flow().checks(), 1U);
}

void only_exactly_so_many_digits_are_checked() {
  for (const auto* text : {"48291", "4829133", "48291x", "482 913", "+482913", "correct horse", "too long",
                           "\xd9\xa4\xd9\xa8\xd9\xa2"}) {
    auto login = Login::at_prompt();
    CHECK_EQ(login.type(text), "A code has 6 digits. Code: ");
    CHECK_EQ(login.flow().checks(), 0U);
  }
}

void resend_words_work_in_any_case_with_blanks_around() {
  for (const auto* text : {"r", "R", " r ", "\tR\n", "s", " S"}) {
    auto login = Login::at_prompt();
    login.pass(30s);
    CHECK_EQ(login.type(text), "resend sms");
    CHECK_EQ(login.resent(), "New code sent by SMS to +371*****931; the old one no longer works. Code: ");
  }
  auto login = Login::at_prompt();
  login.pass(30s);
  CHECK_EQ(login.type(" V "), "resend voice");
  CHECK_EQ(login.resent(), "Calling +371*****931 with a new code; the old one no longer works. Code: ");
  CHECK(login.flow().sent_to() == (Target{PhoneNumber("37128782931"), Channel::voice}));
}

void r_repeats_on_the_channel_in_use() {
  auto login = Login::at_prompt();
  login.pass(30s);
  login.type("v");
  login.resent();
  login.pass(60s);
  CHECK_EQ(login.type("r"), "resend voice");
}

void the_resend_delay_doubles() {
  auto login = Login::at_prompt();
  login.pass(11900ms);
  CHECK_EQ(login.type("r"), "Another code can be sent in 19 s. Code: ");
  login.pass(18100ms);
  CHECK_EQ(login.type("r"), "resend sms");
  login.resent();
  login.pass(59s);
  CHECK_EQ(login.type("r"), "Another code can be sent in 1 s. Code: ");
  login.pass(1s);
  CHECK_EQ(login.type("r"), "resend sms");
  CHECK_EQ(login.flow().sends(), 3U);
}

void at_most_five_codes_are_sent() {
  auto settings = Login::standard();
  settings.resend_delay = 0s;
  auto login = Login::at_prompt(std::move(settings));
  for (int i = 0; i < 4; ++i) {
    CHECK_EQ(login.type("r"), "resend sms");
    login.resent();
  }
  CHECK_EQ(login.type("r"), "No more codes can be sent; the newest one counts. Code: ");
  CHECK_EQ(login.flow().sends(), 5U);
}

void a_channel_that_is_not_allowed_is_neither_offered_nor_used() {
  auto settings = Login::standard();
  settings.channels = {Channel::sms};
  settings.resend_delay = 0s;
  Login login(std::move(settings));
  login.begin();
  CHECK_EQ(login.created(), "Code sent by SMS to +371*****931 (r: resend). Code: ");
  CHECK_EQ(login.type("v"), "A code has 6 digits. Code: ");
}

void a_failed_resend_leaves_the_login_alive() {
  auto login = Login::at_prompt();
  login.pass(30s);
  login.type("v");
  CHECK_EQ(login.on(event::ResendDone(unexpected(failure(api::Cause::rejected, 422)))),
           "Another code could not be sent (r: resend, v: voice call). Code: ");
  CHECK(login.flow().sent_to() == (Target{PhoneNumber("37128782931"), Channel::sms}));
  login.pass(60s);
  login.type("r");
  CHECK_EQ(login.on(event::ResendDone(unexpected(failure(api::Cause::timeout)))),
           "Another code may be on its way; the newest one counts. Code: ");
  CHECK_EQ(login.flow().sends(), 3U);
}

std::vector<api::Event> sms_event(api::Event::Status status) {
  return {{.created_at = "", .kind = api::Event::Kind::sms, .status = status, .charge = "", .error = ""}};
}

void an_empty_answer_tells_what_became_of_the_message() {
  using Status = api::Event::Status;
  auto login = Login::at_prompt();
  login.pass(12s);
  CHECK_EQ(login.type(" "), "events");
  CHECK_EQ(login.on(event::EventsDone(sms_event(Status::delivered))),
           "The SMS was delivered (sent 12 s ago). Code: ");
  CHECK_EQ(login.type(""), "events");
  CHECK_EQ(login.on(event::EventsDone(sms_event(Status::failed))),
           "The SMS could not be delivered (v: voice call instead). Code: ");
  login.type("1");  // something was typed: not three in a row
  CHECK_EQ(login.type(""), "events");
  CHECK_EQ(login.on(event::EventsDone(unexpected(failure(api::Cause::timeout)))),
           "The SMS was sent 12 s ago (r: resend, v: voice call). Code: ");
}

void the_third_empty_answer_in_a_row_ends_the_login() {
  auto login = Login::at_prompt();
  for (int i = 0; i < 2; ++i) {
    CHECK_EQ(login.type(""), "events");
    login.on(event::EventsDone(std::vector<api::Event>{}));
  }
  CHECK_EQ(login.type(""), "exhausted");
  CHECK_EQ(login.end().cause, cause_empty_answers);
}

void no_answer_ends_the_login_at_once() {
  auto login = Login::at_prompt();
  CHECK_EQ(login.answer(Kind::nothing), "no-dialogue");
  CHECK_EQ(login.flow().checks(), 0U);
}

void a_prompt_that_sshd_cannot_show_names_its_configuration() {
  auto login = Login::at_prompt();
  CHECK_EQ(login.answer(Kind::failed), "no-dialogue");
  CHECK_EQ(login.end().cause, cause_sshd_password_method);
}

void a_later_prompt_or_another_program_was_aborted() {
  auto login = Login::at_prompt();
  login.type("1");
  login.answer(Kind::failed);
  CHECK_EQ(login.end().cause, cause_aborted);
  auto settings = Login::standard();
  settings.sshd = false;
  auto sudo = Login::at_prompt(std::move(settings));
  sudo.answer(Kind::failed);
  CHECK_EQ(sudo.end().cause, cause_aborted);
}

void what_sshd_feeds_for_refused_users_ends_the_login() {
  auto settings = Login::standard();
  settings.user_is_root = true;
  auto root = Login::at_prompt(std::move(settings));
  CHECK_EQ(root.type("\b\n\r\177IN"), "no-dialogue");
  CHECK_EQ(root.end().cause, cause_root_refused);
  auto other = Login::at_prompt();
  CHECK_EQ(other.type("\b\n\r\177INCORRECT\b\n"), "no-dialogue");
  CHECK_EQ(other.end().cause, cause_user_refused);
}

void a_program_that_answers_with_the_password_is_let_go_after_three() {
  auto login = Login::at_prompt();
  CHECK_EQ(login.answer(Kind::withheld), "A code has 6 digits. Code: ");
  CHECK_EQ(login.answer(Kind::withheld), "A code has 6 digits. Code: ");
  CHECK_EQ(login.answer(Kind::withheld), "no-dialogue");
}

void a_login_has_twelve_prompts() {
  auto login = Login::at_prompt();
  for (int i = 0; i < 11; ++i)
    CHECK_EQ(login.type("x"), "A code has 6 digits. Code: ");
  CHECK_EQ(login.type("x"), "refused");
  CHECK_EQ(login.end().cause, cause_prompts);
}

void no_message_is_sent_that_no_prompt_is_left_for() {
  auto login = Login::at_prompt();
  for (int i = 0; i < 11; ++i)
    login.type("x");
  login.pass(30s);
  CHECK_EQ(login.type("r"), "refused");
  CHECK_EQ(login.end().cause, cause_prompts);
  CHECK_EQ(login.flow().sends(), 1U);
}

void a_code_past_its_life_is_not_checked() {
  auto login = Login::at_prompt();
  login.pass(5min);
  CHECK_EQ(login.type("482913"), "The code has expired (r: resend, v: voice call). Code: ");
  CHECK_EQ(login.flow().checks(), 0U);
}

void the_deadline_ends_the_login() {
  auto login = Login::at_prompt();
  CHECK_EQ(login.on(event::DeadlinePassed{}), "refused");
  Login slow;
  slow.begin();
  CHECK_EQ(slow.on(event::DeadlinePassed{}), "unavailable");
  CHECK_EQ(slow.end().cause, "timeout");
}

void a_host_that_goes_leaves_a_verification_to_cancel() {
  auto login = Login::at_prompt();
  CHECK_EQ(login.on(event::HostGone{}), "no-dialogue");
  CHECK(login.flow().left_open());
}

void a_host_that_goes_during_the_create_is_outlived_until_the_id_is_known() {
  Login login;
  login.begin();
  CHECK_EQ(login.on(event::HostGone{}), "wait");
  CHECK_EQ(login.created(), "no-dialogue");
  CHECK_EQ(login.flow().verification(), "5f1a");
  CHECK(login.flow().left_open());
}

void a_host_that_went_before_the_beginning_gets_no_message() {
  Login login;
  CHECK_EQ(login.on(event::HostGone{}), "no-dialogue");
  CHECK_EQ(login.end().cause, cause_host_gone);
  CHECK_EQ(login.flow().sends(), 0U);
  CHECK(!login.flow().sent_to());
}

/// No codes to landlines, nor to numbers of which nothing is known.
std::optional<std::string> mobiles_only(const std::optional<api::NumberLookup>& lookup) {
  if (lookup && lookup->number_type == "mobile") return std::nullopt;
  return "the number is no mobile";
}

FlowSettings for_mobiles() {
  auto settings = Login::standard();
  settings.forbids = mobiles_only;
  return settings;
}

void a_number_of_a_forbidden_type_gets_no_prompt() {
  Login login(for_mobiles());
  login.begin();
  CHECK_EQ(login.created(api::NumberLookup{"landline", "LV", ""}), "forbidden");
  CHECK_EQ(login.end().cause, "the number is no mobile");
  CHECK(login.flow().left_open());
  Login unknown(for_mobiles());
  unknown.begin();
  CHECK_EQ(unknown.created(), "forbidden");
  Login mobile(for_mobiles());
  mobile.begin();
  CHECK_EQ(mobile.created(api::NumberLookup{"mobile", "LV", ""}),
           "Code sent by SMS to +371*****931 (r: resend, v: voice call). Code: ");
}

void a_host_that_went_comes_before_what_is_forbidden() {
  Login login(for_mobiles());
  login.begin();
  login.on(event::HostGone{});
  CHECK_EQ(login.created(), "no-dialogue");
  CHECK_EQ(login.end().cause, cause_host_gone);
  CHECK(login.flow().left_open());
}

void each_failure_of_the_create_has_its_verdict() {
  using Cause = api::Cause;
  const std::pair<Cause, const char*> table[] = {
      {Cause::unreachable, "unavailable"}, {Cause::timeout, "unavailable"},
      {Cause::tls, "unavailable"},         {Cause::rate_limit, "unavailable"},
      {Cause::server, "unavailable"},      {Cause::malformed, "unavailable"},
      {Cause::auth, "misconfigured"},      {Cause::rejected, "misconfigured"},
  };
  for (const auto& [cause, verdict] : table) {
    Login login;
    login.begin();
    CHECK_EQ(login.on(create_failed(cause)), verdict);
    CHECK_EQ(login.end().cause, to_string(cause));
    CHECK(!login.flow().left_open());
  }
}

void each_failure_of_the_check_has_its_verdict() {
  using Cause = api::Cause;
  const std::pair<Cause, const char*> table[] = {
      {Cause::unreachable, "unavailable"}, {Cause::timeout, "unavailable"}, {Cause::tls, "unavailable"},
      {Cause::rate_limit, "exhausted"},    {Cause::server, "unavailable"},  {Cause::malformed, "unavailable"},
      {Cause::auth, "misconfigured"},      {Cause::rejected, "refused"},
  };
  for (const auto& [cause, verdict] : table) {
    auto login = Login::at_prompt();
    login.type("482913");
    CHECK_EQ(login.on(check_failed(cause)), verdict);
    CHECK(login.flow().left_open());
  }
}

void a_check_that_wavix_finds_invalid_in_its_own_form_is_a_wrong_code() {
  auto login = Login::at_prompt();
  auto invalid = failure(api::Cause::rejected, 422);
  invalid.validation = true;
  for (const auto* expected :
       {"Wrong code, 2 tries left. Code: ", "Wrong code, 1 try left. Code: ", "exhausted"}) {
    login.type("482913");
    CHECK_EQ(login.on(event::CheckDone(unexpected(invalid))), expected);
  }
  CHECK_EQ(login.end().status, 422L);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("the right code is verified", the_right_code_is_verified),
      TEST("wrong codes use up the tries", wrong_codes_use_up_the_tries),
      TEST("a check is counted before it is made", a_check_is_counted_before_it_is_made),
      TEST("only exactly so many digits are checked", only_exactly_so_many_digits_are_checked),
      TEST("resend words work in any case with blanks around",
           resend_words_work_in_any_case_with_blanks_around),
      TEST("r repeats on the channel in use", r_repeats_on_the_channel_in_use),
      TEST("the resend delay doubles", the_resend_delay_doubles),
      TEST("at most five codes are sent", at_most_five_codes_are_sent),
      TEST("a channel that is not allowed is neither offered nor used",
           a_channel_that_is_not_allowed_is_neither_offered_nor_used),
      TEST("a failed resend leaves the login alive", a_failed_resend_leaves_the_login_alive),
      TEST("an empty answer tells what became of the message",
           an_empty_answer_tells_what_became_of_the_message),
      TEST("the third empty answer in a row ends the login", the_third_empty_answer_in_a_row_ends_the_login),
      TEST("no answer ends the login at once", no_answer_ends_the_login_at_once),
      TEST("a prompt that sshd cannot show names its configuration",
           a_prompt_that_sshd_cannot_show_names_its_configuration),
      TEST("a later prompt, or another program's, was aborted",
           a_later_prompt_or_another_program_was_aborted),
      TEST("what sshd feeds for refused users ends the login",
           what_sshd_feeds_for_refused_users_ends_the_login),
      TEST("a program that answers with the password is let go after three",
           a_program_that_answers_with_the_password_is_let_go_after_three),
      TEST("a login has twelve prompts", a_login_has_twelve_prompts),
      TEST("no message is sent that no prompt is left for", no_message_is_sent_that_no_prompt_is_left_for),
      TEST("a code past its life is not checked", a_code_past_its_life_is_not_checked),
      TEST("the deadline ends the login", the_deadline_ends_the_login),
      TEST("a host that goes leaves a verification to cancel",
           a_host_that_goes_leaves_a_verification_to_cancel),
      TEST("a host that goes during the create is outlived until the id is known",
           a_host_that_goes_during_the_create_is_outlived_until_the_id_is_known),
      TEST("a host that went before the beginning gets no message",
           a_host_that_went_before_the_beginning_gets_no_message),
      TEST("a number of a forbidden type gets no prompt", a_number_of_a_forbidden_type_gets_no_prompt),
      TEST("a host that went comes before what is forbidden",
           a_host_that_went_comes_before_what_is_forbidden),
      TEST("each failure of the create has its verdict", each_failure_of_the_create_has_its_verdict),
      TEST("each failure of the check has its verdict", each_failure_of_the_check_has_its_verdict),
      TEST("a check that Wavix finds invalid in its own form is a wrong code",
           a_check_that_wavix_finds_invalid_in_its_own_form_is_a_wrong_code),
  };
  return cmocka_run_group_tests_name("verifier flow", tests, nullptr, nullptr);
}
