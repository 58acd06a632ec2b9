// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/service.hpp"

#include "check.hpp"
#include "sandbox/model.hpp"

namespace {

using namespace std::chrono_literals;
using wavix::Channel;
using wavix::sandbox::Status;
using wavix::test::Model;
using wavix::test::our_number;
using wavix::test::our_service;

std::string other_than(const std::string& code) { return code == "000000" ? "000001" : "000000"; }

void the_right_code_verifies_once() {
  Model model;
  const auto id = model.created();
  CHECK(model.service.check(id, model.code()) == true);
  CHECK(model.status(id) == Status::verified);
  CHECK_EQ(model.service.check(id, model.code()).error().status, 404);
}

void the_fifth_wrong_code_fails_the_verification() {
  Model model;
  const auto id = model.created();
  for (int i = 0; i < 5; ++i)
    CHECK(model.service.check(id, other_than(model.code())) == false);
  CHECK(model.status(id) == Status::failed);
  const auto late = model.service.check(id, model.code());
  CHECK_EQ(late.error().status, 429);
  CHECK(!late.error().retry_after);
}

void a_code_dies_after_five_minutes() {
  Model model;
  const auto id = model.created();
  model.now += 5min;
  CHECK(model.status(id) == Status::pending);
  model.now += 1ms;
  CHECK(model.service.check(id, model.code()) == false);
  CHECK(model.status(id) == Status::expired);
}

void a_resend_voids_the_older_code_and_starts_its_own_time() {
  Model model;
  const auto id = model.created();
  const auto first = model.code();
  model.now += 4min;
  CHECK(model.service.resend(id, Channel::voice).has_value());
  CHECK(model.code() != first);
  CHECK(model.phone.back().channel == Channel::voice);
  CHECK(model.service.check(id, first) == false);
  model.now += 4min;
  CHECK(model.service.check(id, model.code()) == true);
}

void the_sixth_send_fails_the_verification_and_sends_nothing() {
  Model model;
  const auto id = model.created();
  for (int i = 0; i < 4; ++i)
    CHECK(model.service.resend(id, Channel::sms).has_value());
  CHECK_EQ(model.service.resend(id, Channel::sms).error().status, 422);
  CHECK(model.status(id) == Status::failed);
  CHECK_EQ(model.phone.size(), 5U);
}

void attempts_belong_to_the_verification_unless_the_quirk_says_code() {
  for (const bool per_code : {false, true}) {
    Model model;
    if (per_code) CHECK(model.quirks.set("attempts=code").has_value());
    const auto id = model.created();
    for (int i = 0; i < 4; ++i)
      CHECK(model.service.check(id, other_than(model.code())) == false);
    CHECK(model.service.resend(id, Channel::sms).has_value());
    CHECK(model.service.check(id, other_than(model.code())) == false);
    CHECK(model.status(id) == (per_code ? Status::pending : Status::failed));
  }
}

void a_canceled_verification_is_over() {
  Model model;
  const auto id = model.created();
  CHECK(model.service.cancel(id).has_value());
  CHECK(model.status(id) == Status::canceled);
  CHECK_EQ(model.service.check(id, model.code()).error().status, 404);
  CHECK_EQ(model.service.resend(id, Channel::sms).error().status, 422);
  CHECK_EQ(model.service.cancel(id).error().message, "Two FA session is not canceled");
}

void another_service_is_unknown_and_gets_nothing_sent() {
  Model model;
  CHECK_EQ(model.service.create("other", our_number, Channel::sms).error().status, 400);
  CHECK(model.quirks.set("unknown-service=404").has_value());
  CHECK_EQ(model.service.create("other", our_number, Channel::sms).error().status, 404);
  CHECK(model.phone.empty());
}

void sessions_are_listed_by_utc_day_and_none_is_404() {
  Model model;
  model.created();
  const auto today = std::chrono::floor<std::chrono::days>(model.now);
  const std::chrono::days day(1);
  CHECK_EQ(model.service.sessions(our_service, today, today)->sessions.size(), 1U);
  CHECK_EQ(model.service.sessions(our_service, today + day, today + 2 * day).error().status, 404);
  CHECK(model.quirks.set("empty-list=200").has_value());
  CHECK(model.service.sessions(our_service, today + day, today + day)->sessions.empty());
}

void events_tell_the_delivery_once_it_is_known() {
  Model model;
  CHECK(model.quirks.set("delivery-delay=10").has_value());
  CHECK(model.delivery.set("sms", "failed").has_value());
  const auto id = model.created();
  const auto& event = (*model.service.session(id))->events.back();
  CHECK_EQ(event.name, "Code sent via SMS");
  CHECK_EQ(event.status, "failed");
  CHECK(event.settles == model.now + 10s);
  CHECK_EQ(wavix::sandbox::to_text(total_charge(**model.service.session(id))), "0.0522");
}

void a_failed_sms_may_fall_over_to_voice_with_the_same_code() {
  Model model;
  CHECK(model.quirks.set("failover=on").has_value());
  CHECK(model.delivery.set("sms", "failed").has_value());
  const auto id = model.created();
  CHECK_EQ(model.phone.size(), 2U);
  CHECK(model.phone[1].channel == Channel::voice);
  CHECK_EQ(model.phone[1].code, model.phone[0].code);
  CHECK_EQ((*model.service.session(id))->sends, 1U);
}

void each_doubtful_answer_can_be_switched() {
  Model model;
  for (const auto* quirk : {"wrong-code=422", "verified-again=true", "unknown-session=429",
                            "exhausted=429-retry-after", "last-wrong=exhausted"})
    CHECK(model.quirks.set(quirk).has_value());
  const auto id = model.created();
  CHECK_EQ(model.service.check(id, other_than(model.code())).error().status, 422);
  CHECK(model.service.check(id, model.code()) == true);
  CHECK(model.service.check(id, "1") == true);
  CHECK_EQ(model.service.check("nobody", "1").error().status, 429);
  const auto second = model.created();
  for (int i = 0; i < 4; ++i)
    CHECK(!model.service.check(second, other_than(model.code())));
  CHECK(model.service.check(second, other_than(model.code())).error().retry_after == 30U);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("the right code verifies, once", the_right_code_verifies_once),
      TEST("the fifth wrong code fails the verification", the_fifth_wrong_code_fails_the_verification),
      TEST("a code dies after five minutes", a_code_dies_after_five_minutes),
      TEST("a resend voids the older code and starts its own time",
           a_resend_voids_the_older_code_and_starts_its_own_time),
      TEST("the sixth send fails the verification and sends nothing",
           the_sixth_send_fails_the_verification_and_sends_nothing),
      TEST("attempts belong to the verification, unless the quirk says code",
           attempts_belong_to_the_verification_unless_the_quirk_says_code),
      TEST("a canceled verification is over", a_canceled_verification_is_over),
      TEST("another service is unknown and gets nothing sent",
           another_service_is_unknown_and_gets_nothing_sent),
      TEST("sessions are listed by UTC day, and none is 404", sessions_are_listed_by_utc_day_and_none_is_404),
      TEST("events tell the delivery once it is known", events_tell_the_delivery_once_it_is_known),
      TEST("a failed SMS may fall over to voice with the same code",
           a_failed_sms_may_fall_over_to_voice_with_the_same_code),
      TEST("each doubtful answer can be switched", each_doubtful_answer_can_be_switched),
  };
  return cmocka_run_group_tests_name("sandbox service", tests, nullptr, nullptr);
}
