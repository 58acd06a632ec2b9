// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/prompts.hpp"

#include <utility>

#include "check.hpp"
#include "protocol/message.hpp"

namespace {

using namespace wavix;
using namespace wavix::verifier;
using namespace std::chrono_literals;

std::vector<Target> longest_targets() {
  return std::vector<Target>(max_targets, {PhoneNumber("123456789012345"), Channel::sms});
}

std::vector<std::string> choice_prompts() {
  return {choose_target(longest_targets()), choose_again(10), wrong_code_choose_again(2, 10)};
}

std::vector<std::string> code_prompts() {
  const auto phone = PhoneNumber("123456789012345").masked();
  std::vector<std::string> prompts = {resend_uncertain(),
                                      resend_too_early(18s),
                                      no_more_sends(),
                                      wrong_code_tries_left(1),
                                      wrong_code_tries_left(2),
                                      code_has_digits(6),
                                      resend_over_limit("2026-11-22 14:20")};
  for (const auto channel : {Channel::sms, Channel::voice}) {
    prompts.push_back(new_code_sent(channel, phone));
    for (const auto& [same, other] : {std::pair{true, true}, {true, false}, {false, true}, {false, false}}) {
      const SendOffer offer{channel, same, other};
      for (const auto& prompt : {code_sent(channel, phone, offer), code_sent(channel, phone, offer, 2),
                                 code_already_sent(channel, phone, 119s, offer, 1), resend_failed(offer),
                                 code_expired(offer), delivery({}, 1s, offer)})
        prompts.push_back(prompt);
      using Status = api::Event::Status;
      for (const auto status : {Status::success, Status::failed}) {
        const auto kind = channel == Channel::sms ? api::Event::Kind::sms : api::Event::Kind::voice;
        prompts.push_back(delivery(
            {{.created_at = "", .kind = kind, .status = status, .charge = "", .error = ""}}, 1s, offer));
      }
    }
  }
  return prompts;
}

std::vector<std::string> recovery_prompts() { return {recovery_code_only(), wrong_recovery_code(2)}; }

void the_choice_lists_what_can_be_had() {
  const PhoneNumber lv("37128782931");
  CHECK_EQ(
      choose_target({{lv, Channel::sms}, {lv, Channel::voice}, {PhoneNumber("447919433768"), Channel::sms}}),
      "1: SMS to +371*****931, 2: call +371*****931, 3: SMS to +4479*****768. Choose [1]: ");
  CHECK_EQ(choose_again(3), "Choose 1 to 3 [1]: ");
}

void what_asks_for_the_code_ends_in_code() {
  for (const auto& prompt : code_prompts())
    CHECK(prompt.ends_with(" Code: "));
}

void what_asks_for_a_choice_does_not() {
  for (const auto& prompt : choice_prompts())
    CHECK(prompt.ends_with(" [1]: ") && prompt.find("Code") == std::string::npos);
}

void what_asks_for_a_recovery_code_says_so() {
  for (const auto& prompt : recovery_prompts())
    CHECK(prompt.ends_with(" Recovery code: "));
}

void how_long_ago_is_told_as_people_do() {
  const SendOffer none{};
  for (const auto& [ago, words] : {std::pair{12s, "12 s ago"},
                                   {59s, "59 s ago"},
                                   {60s, "a minute ago"},
                                   {119s, "a minute ago"},
                                   {120s, "2 minutes ago"}})
    CHECK_EQ(code_already_sent(Channel::sms, "+371*****931", ago, none),
             std::string("Code already sent by SMS to +371*****931 ") + words + ". Code: ");
}

void what_is_known_of_a_delivery_is_told_and_no_more() {
  using Kind = api::Event::Kind;
  using Status = api::Event::Status;
  const auto told = [](Kind kind, Status status) {
    const auto channel = kind == Kind::sms ? Channel::sms : Channel::voice;
    return delivery({{.created_at = "", .kind = kind, .status = status, .charge = "", .error = ""}}, 12s,
                    {channel, true, true});
  };
  CHECK_EQ(told(Kind::sms, Status::delivered), "The SMS was delivered (sent 12 s ago). Code: ");
  CHECK_EQ(told(Kind::sms, Status::pending),
           "The SMS was sent 12 s ago and has not been delivered yet (r: resend, v: voice call). Code: ");
  CHECK_EQ(told(Kind::sms, Status::other), "The SMS was sent 12 s ago (r: resend, v: voice call). Code: ");
  CHECK_EQ(told(Kind::voice, Status::success), "The call was made 12 s ago. Code: ");
  CHECK_EQ(told(Kind::voice, Status::pending),
           "The call was started 12 s ago (r: call again, s: SMS). Code: ");
  CHECK_EQ(delivery({}, 12s, {Channel::sms, false, false}), "The SMS was sent 12 s ago. Code: ");
}

void few_recovery_codes_are_told_with_what_else_can_be_had() {
  CHECK_EQ(code_sent(Channel::voice, "+371*****931", {Channel::voice, true, false}, 1),
           "Calling +371*****931 with a code (r: call again; or a recovery code, 1 left). Code: ");
  CHECK_EQ(code_sent(Channel::sms, "+371*****931", {}, 2),
           "Code sent by SMS to +371*****931 (or a recovery code, 2 left). Code: ");
  CHECK_EQ(code_sent(Channel::sms, "+371*****931", {}, 3), "Code sent by SMS to +371*****931. Code: ");
}

void every_prompt_fits_is_one_line_and_no_password_prompt() {
  auto prompts = code_prompts();
  for (auto& prompt : choice_prompts())
    prompts.push_back(std::move(prompt));
  for (auto& prompt : recovery_prompts())
    prompts.push_back(std::move(prompt));
  for (const auto& prompt : prompts) {
    CHECK(prompt.size() <= protocol::max_prompt);
    CHECK(prompt.find('\n') == std::string::npos);
    CHECK(prompt.find("assword") == std::string::npos);
  }
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("the choice lists what can be had", the_choice_lists_what_can_be_had),
      TEST("what asks for the code ends in \"Code: \"", what_asks_for_the_code_ends_in_code),
      TEST("what asks for a choice does not", what_asks_for_a_choice_does_not),
      TEST("what asks for a recovery code says so", what_asks_for_a_recovery_code_says_so),
      TEST("how long ago is told as people do", how_long_ago_is_told_as_people_do),
      TEST("what is known of a delivery is told, and no more",
           what_is_known_of_a_delivery_is_told_and_no_more),
      TEST("few recovery codes are told with what else can be had",
           few_recovery_codes_are_told_with_what_else_can_be_had),
      TEST("every prompt fits, is one line and no password prompt",
           every_prompt_fits_is_one_line_and_no_password_prompt),
  };
  return cmocka_run_group_tests_name("verifier prompts", tests, nullptr, nullptr);
}
