// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "verifier/causes.hpp"
#include "verifier/flow.hpp"

// The messages of a login: whether and when one is sent, and what became of it.
namespace wavix::verifier {
namespace {

/// Wavix's own bound of a verification (reference: docs.wavix.com/messaging/2fa).
constexpr unsigned max_sends = 5;

}  // namespace

Action Flow::resume() {
  const auto& resumed = *settings_.resumed;
  verification_ = resumed.verification;
  last_sent_ = now_ - resumed.sent_ago;
  stage_ = Stage::code;
  return prompt(code_already_sent(target_.channel, target_.phone.masked(), resumed.sent_ago, offer(),
                                  settings_.recovery_codes));
}

Action Flow::create() {
  if (prompts_are_used_up()) return End{Verdict::refused, cause_prompts};
  stage_ = Stage::sending;
  ++sends_;
  last_sent_ = now_;
  creating_ = true;
  return action::Create{target_};
}

Action Flow::handle(event::CreateDone&& done) {
  creating_ = false;
  if (done) verification_ = done->verification;
  auto why_not = forbidden(done);
  if (done && !why_not) stage_ = Stage::code;
  if (host_gone_) return no_dialogue(cause_host_gone);
  if (!done) return create_failed(done.error());
  if (why_not) return End{Verdict::forbidden, std::move(*why_not)};
  return prompt(code_sent(target_.channel, target_.phone.masked(), offer(), settings_.recovery_codes));
}

/// Why the code that was sent may not count.
std::optional<std::string> Flow::forbidden(const event::CreateDone& done) const {
  // A decoy's verification is not Wavix's, so nothing is known of its number.
  if (!done || !settings_.forbids || settings_.decoy) return std::nullopt;
  return settings_.forbids(done->lookup);
}

Action Flow::resend(Channel channel) {
  if (all_sends() >= max_sends) return prompt(no_more_sends());
  const auto wait = settings_.resend_delay * (1U << (all_sends() - 1));
  if (now_ < last_sent_ + wait) return prompt(resend_too_early(last_sent_ + wait - now_));
  if (prompts_are_used_up()) return End{Verdict::refused, cause_prompts};
  ++sends_;
  resending_ = {channel, std::exchange(last_sent_, now_)};
  return action::Resend{channel};
}

Action Flow::handle(event::ResendDone&& done) {
  const auto channel = resending_ ? resending_->channel : target_.channel;
  resending_.reset();
  if (done) {
    target_.channel = channel;
    return prompt(new_code_sent(target_.channel, target_.phone.masked()));
  }
  // What may have arrived may have made a new code; the login goes on with whichever code comes.
  return prompt(surely_not_sent(done.error()) ? resend_failed(offer()) : resend_uncertain());
}

Action Flow::handle(event::SendRefused&& refused) {
  --sends_;
  if (const auto resending = std::exchange(resending_, std::nullopt)) {
    last_sent_ = resending->sent_before;
    return prompt(resend_over_limit(refused.until));
  }
  creating_ = false;
  if (host_gone_) return no_dialogue(cause_host_gone);
  return End{.verdict = Verdict::exhausted,
             .cause = fmt::format("{}: the next message may be sent at {}", refused.limit, refused.until),
             .notice = too_many_codes(refused.until)};
}

Action Flow::handle(event::EventsDone&& done) {
  return prompt(delivery(done ? *done : std::vector<api::Event>{}, now_ - last_sent_, offer()));
}

std::optional<Target> Flow::sent_to() const {
  if (all_sends() == 0) return std::nullopt;
  return target_;
}

/// Of the verification, over all its logins.
unsigned Flow::all_sends() const { return sends_ + (settings_.resumed ? settings_.resumed->sends : 0); }

bool Flow::offers(Channel channel) const {
  return std::find(settings_.channels.begin(), settings_.channels.end(), channel) != settings_.channels.end();
}

SendOffer Flow::offer() const {
  const auto other = target_.channel == Channel::sms ? Channel::voice : Channel::sms;
  const bool more = all_sends() < max_sends;
  return {target_.channel, more && offers(target_.channel), more && offers(other)};
}

}  // namespace wavix::verifier
