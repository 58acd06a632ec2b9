// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/driver.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "base/text.hpp"
#include "protocol/socket.hpp"
#include "verifier/log.hpp"

namespace wavix::verifier {
namespace {

using namespace std::chrono_literals;

milliseconds now() { return milliseconds(protocol::boottime_ms()); }

}  // namespace

Driver::Driver(Host& host, const config::Config& config, api::Transport& transport, LoginGuard* guard,
               const FlowSettings& settings, milliseconds deadline)
    : host_(host), config_(config), transport_(transport), guard_(guard),
      wrong_before_(settings.resumed ? settings.resumed->wrong : 0), flow_(settings),
      timeline_(config.log.phone), deadline_(deadline) {
  if (settings.resumed) timeline_.resumed(*settings.resumed);
}

void Driver::begin() {
  if (host_.has_spoken()) tell(host_.read());  // unasked: it went while the contact was looked up
  if (!end_ && now() >= deadline_) tell(event::DeadlinePassed{});
  if (!end_) tell(event::Begun{});
}

End Driver::run() {
  while (!end_)
    // In steps: while the machine is suspended the deadline comes nearer, but poll(2) does not wait less.
    wait(std::clamp<milliseconds>(deadline_ - now(), 0ms, 1s));
  return *end_;
}

void Driver::wait(milliseconds most) {
  const bool readable = transport_.run(host_.fd(), most);
  if (readable && !end_) tell(host_.read());
  if (!end_ && now() >= deadline_) tell(event::DeadlinePassed{});
}

void Driver::cancel_left_open(milliseconds most) {
  const auto limit = now() + most;
  while (flow_.creating() && now() < limit)
    static_cast<void>(transport_.run(-1, limit - now()));
  if (flow_.left_open()) static_cast<void>(cancel({flow_.verification()}, limit - now()));
}

std::vector<std::string> Driver::cancel(const std::vector<std::string>& verifications, milliseconds most) {
  struct Answers {
    std::size_t missing;
    std::vector<std::string> decided;
  };
  const auto limit = now() + most;
  // Shared: an answer may still come after this has given up.
  const auto answers = std::make_shared<Answers>(Answers{verifications.size(), {}});
  for (const auto& verification : verifications)
    transport_.start(api::cancel_request(verification), [answers, verification](const auto& reply) {
      --answers->missing;
      const auto cancelled = reply.and_then(api::cancel_reply);
      if (cancelled || cancelled.error().cause == api::Cause::rejected)
        answers->decided.push_back(verification);
      if (!cancelled)
        log_error(fmt::format("verification could not be cancelled: {} {}",
                              to_string(cancelled.error().cause), without_digits(cancelled.error().message)));
    });
  while (answers->missing > 0 && now() < limit)
    static_cast<void>(transport_.run(-1, limit - now()));
  return answers->decided;
}

void Driver::tell(Event event) {
  if (end_) return flow_.note_late(event);  // the answer to a request that nobody waits for
  note(event);
  const bool answered = std::holds_alternative<event::Answered>(event);
  const auto next = flow_.on(std::move(event), now());
  // At once, and not at the end: it counts for logins side by side, and whatever becomes of this process.
  if (guard_ != nullptr && flow_.wrong() > 0) guard_->note_wrong();
  note_reaction(answered, next);
  std::visit([this](const auto& action) { carry_out(action); }, next);
}

void Driver::note(const Event& event) {
  if (const auto* answer = std::get_if<event::Answered>(&event)) {
    if (answer->kind == event::Answered::Kind::withheld) timeline_.withheld();
  } else if (const auto* refused = std::get_if<event::SendRefused>(&event)) {
    timeline_.over_limit(*refused);
  } else if (const auto* done = std::get_if<event::Redeemed>(&event)) {
    timeline_.redeemed(*done, wrong_so_far() + 1, config_.code.tries);
  } else if (std::holds_alternative<event::HostGone>(event)) {
    timeline_.gone();
  } else if (std::holds_alternative<event::DeadlinePassed>(event)) {
    timeline_.deadline_passed();
  }
}

void Driver::note_reaction(bool answered, const Action& next) {
  if (!answered) return;
  if (const auto* prompt = std::get_if<action::Prompt>(&next)) timeline_.told(prompt->text);
  if (const auto* create = std::get_if<action::Create>(&next)) timeline_.chose(create->target);
  if (const auto* resend = std::get_if<action::Resend>(&next)) timeline_.asked_for(resend->channel);
}

unsigned Driver::wrong_so_far() const { return wrong_before_ + flow_.wrong(); }

void Driver::carry_out(const action::Create& create) {
  if (guard_ != nullptr)
    if (auto refused = guard_->before_create(create.target)) return tell(std::move(*refused));
  log_debug(fmt::format("create a verification by {}", to_string(create.target.channel)));
  transport_.start(
      api::create_request(config_.wavix.service_id, create.target.phone.digits(), create.target.channel),
      [this, target = create.target](const auto& reply) {
        created(target, reply.and_then(api::create_reply));
      });
}

void Driver::created(const Target& target, event::CreateDone done) {
  timeline_.created(target, done);
  auto failed = guard_ == nullptr ? std::nullopt : guard_->after_create(target, done);
  if (!failed) return tell(std::move(done));
  if (!end_) tell(std::move(*failed));
  flow_.note_late(Event(std::move(done)));  // to be cancelled
}

void Driver::carry_out(const action::Resend& resend) {
  if (guard_ != nullptr)
    if (auto refused = guard_->before_resend(*flow_.sent_to(), resend.channel))
      return tell(std::move(*refused));
  log_debug(fmt::format("send another code by {}", to_string(resend.channel)));
  transport_.start(api::resend_request(flow_.verification(), resend.channel),
                   [this, channel = resend.channel](const auto& reply) {
                     resent(channel, reply.and_then(api::resend_reply));
                   });
}

void Driver::resent(Channel channel, event::ResendDone done) {
  timeline_.resent(channel, done);
  auto failed = guard_ == nullptr ? std::nullopt : guard_->after_resend(done);
  if (!failed)
    tell(std::move(done));
  else if (!end_)
    tell(std::move(*failed));
}

void Driver::carry_out(const action::Check& check) {
  if (guard_ != nullptr) {
    if (auto locked = guard_->locked_meanwhile()) return tell(std::move(*locked));
    if (auto refused = guard_->before_check()) return tell(std::move(*refused));
  }
  log_debug("check a code");
  transport_.start(api::check_request(flow_.verification(), check.code.view()),
                   [this](const auto& reply) { checked(reply.and_then(api::check_reply)); });
}

void Driver::checked(event::CheckDone done) {
  timeline_.checked(done, wrong_so_far() + 1, config_.code.tries);
  tell(std::move(done));
}

void Driver::carry_out(const action::Redeem& redeem) {
  log_debug("try a recovery code");
  if (guard_ != nullptr)
    if (auto locked = guard_->locked_meanwhile()) return tell(std::move(*locked));
  tell(guard_ == nullptr ? Event(event::Redeemed{}) : guard_->redeem(redeem.code));
}

void Driver::carry_out(const action::ListEvents&) {
  log_debug("ask what became of the message");
  transport_.start(api::events_request(flow_.verification()), [this](const auto& reply) {
    auto done = reply.and_then(api::events_reply);
    timeline_.delivery(done);
    tell(std::move(done));
  });
}

void Driver::carry_out(const action::Prompt& prompt) {
  const bool shows_phone = config_.log.phone == config::PhoneInLog::masked;
  log_debug(shows_phone ? "prompt: " + prompt.text : "prompt");
  host_.prompt(prompt.text, config_.code.echo);
}

}  // namespace wavix::verifier
