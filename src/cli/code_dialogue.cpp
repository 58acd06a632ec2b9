// SPDX-License-Identifier: BSD-3-Clause
#include "cli/code_dialogue.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>
#include <variant>

#include "base/text.hpp"
#include "cli/answer.hpp"
#include "contacts/number_plan.hpp"
#include "protocol/socket.hpp"
#include "wavix/operations.hpp"

namespace wavix::cli {
namespace {

using verifier::Event;
namespace event = verifier::event;
namespace action = verifier::action;

verifier::milliseconds now() { return verifier::milliseconds(protocol::boottime_ms()); }

}  // namespace

verifier::End CodeDialogue::run(const verifier::Request& request) {
  const auto begun = now();
  auto next = flow_.on(event::Begun{}, now());
  while (!std::holds_alternative<verifier::End>(next)) {
    auto happened = std::visit([this](const auto& action) { return carry_out(action); }, next);
    note(happened);
    next = flow_.on(std::move(happened), now());
  }
  auto end = std::get<verifier::End>(std::move(next));
  record(request, end, now() - begun);
  if (flow_.left_open()) static_cast<void>(cancel(flow_.verification()));
  for (const auto& verification : guard_.abandoned())
    if (cancel(verification)) guard_.cancelled({verification});
  return end;
}

void CodeDialogue::note(const Event& happened) {
  if (const auto* refused = std::get_if<event::SendRefused>(&happened)) timeline_.over_limit(*refused);
  if (std::holds_alternative<event::HostGone>(happened)) timeline_.gone();
  if (std::holds_alternative<event::DeadlinePassed>(happened)) timeline_.deadline_passed();
}

void CodeDialogue::record(const verifier::Request& request, const verifier::End& end,
                          verifier::milliseconds took) {
  guard::LoginRecord record;
  record.user = request.user;
  record.service = request.service;
  if (const auto target = flow_.sent_to()) {
    record.channel = to_string(target->channel);
    record.country = contacts::country_of(target->phone);
    if (config_.log.phone == config::PhoneInLog::masked) record.phone = target->phone.masked();
  }
  record.verification = flow_.verification();
  record.sends = flow_.sends();
  record.checks = flow_.checks();
  record.verdict = to_string(end.verdict);
  record.cause = end.cause;
  record.detail = end.detail;
  record.rule = end.rule;
  record.took = took;
  record.steps = timeline_.steps();
  guard_.write(record);
}

Event CodeDialogue::carry_out(const action::Create& create) {
  if (auto refused = guard_.before_create(create.target)) return std::move(*refused);
  auto done = client_
                  .ask(api::create_request(config_.wavix.service_id, create.target.phone.digits(),
                                           create.target.channel))
                  .and_then(api::create_reply);
  timeline_.created(create.target, done);
  auto failed = guard_.after_create(create.target, done);
  if (!failed) return done;
  flow_.note_late(Event(std::move(done)));  // to be cancelled
  return std::move(*failed);
}

Event CodeDialogue::carry_out(const action::Resend& resend) {
  timeline_.asked_for(resend.channel);
  if (auto refused = guard_.before_resend(*flow_.sent_to(), resend.channel)) return std::move(*refused);
  auto done =
      client_.ask(api::resend_request(flow_.verification(), resend.channel)).and_then(api::resend_reply);
  timeline_.resent(resend.channel, done);
  auto failed = guard_.after_resend(done);
  return failed ? std::move(*failed) : Event(std::move(done));
}

Event CodeDialogue::carry_out(const action::Check& check) {
  if (auto refused = guard_.before_check()) return std::move(*refused);
  auto done =
      client_.ask(api::check_request(flow_.verification(), check.code.view())).and_then(api::check_reply);
  timeline_.checked(done, flow_.wrong() + 1, config_.code.tries);
  return done;
}

Event CodeDialogue::carry_out(const action::ListEvents&) {
  auto done = client_.ask(api::events_request(flow_.verification())).and_then(api::events_reply);
  timeline_.delivery(done);
  return done;
}

Event CodeDialogue::carry_out(const action::Prompt& prompt) { return answer_to(prompt.text); }

bool CodeDialogue::cancel(const std::string& verification) {
  const auto cancelled = client_.ask(api::cancel_request(verification)).and_then(api::cancel_reply);
  if (cancelled) return true;
  fmt::print(stderr, "wavix2fa: warning: the verification could not be cancelled: {}\n",
             sanitised(told(cancelled.error(), config_).lines.front(), 1000));
  return cancelled.error().cause == api::Cause::rejected;
}

}  // namespace wavix::cli
