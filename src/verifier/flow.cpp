// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/flow.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "protocol/message.hpp"
#include "protocol/sshd_junk.hpp"
#include "verifier/causes.hpp"

namespace wavix::verifier {
namespace {

using namespace std::chrono_literals;

// Wavix's own bounds of a verification (reference: docs.wavix.com/messaging/2fa).
constexpr unsigned max_sends = 5;
constexpr milliseconds code_lifetime = 5min;
/// An ssh without a terminal answers every prompt with an empty line; i3lock with the account's password.
constexpr unsigned max_useless_in_a_row = 3;

End from_failure(Verdict verdict, const api::Failure& failure) {
  // Wavix's words may repeat the number or the code; the network's own hold neither.
  auto detail = failure.status == 0 ? failure.message : without_digits(failure.message);
  return {verdict, std::string(to_string(failure.cause)), std::move(detail), failure.status};
}

/// A word that asks for another send, in any case; the channel, or nothing if it is no such word.
std::optional<Channel> resend_word(std::string_view text, Channel current) {
  if (text == "r" || text == "R") return current;
  if (text == "v" || text == "V") return Channel::voice;
  if (text == "s" || text == "S") return Channel::sms;
  return std::nullopt;
}

}  // namespace

Action Flow::on(Event event, milliseconds now) {
  now_ = now;
  return std::visit([this](auto&& what) { return handle(std::forward<decltype(what)>(what)); },
                    std::move(event));
}

Action Flow::handle(event::Begun&&) {
  ++sends_;
  last_sent_ = now_;
  creating_ = true;
  return action::Create{channel_};
}

Action Flow::handle(event::CreateDone&& done) {
  creating_ = false;
  if (done) verification_ = done->verification;
  if (host_gone_) return no_dialogue(cause_host_gone);
  if (!done) {
    const auto cause = done.error().cause;
    // Not an outage: Wavix answered, and something on this side must be mended.
    const bool ours = cause == api::Cause::auth || cause == api::Cause::rejected;
    return from_failure(ours ? Verdict::misconfigured : Verdict::unavailable, done.error());
  }
  return prompt(code_sent(channel_, settings_.phone.masked(), offer()));
}

Action Flow::handle(event::ResendDone&& done) {
  const auto channel = sending_on_.value_or(channel_);
  sending_on_.reset();
  if (done) {
    channel_ = channel;
    return prompt(new_code_sent(channel_, settings_.phone.masked()));
  }
  // What may have arrived may have made a new code; the login goes on with whichever code comes.
  const auto cause = done.error().cause;
  const bool answered =
      cause == api::Cause::auth || cause == api::Cause::rejected || cause == api::Cause::rate_limit;
  const bool surely_not = answered || !done.error().may_have_arrived;
  return prompt(surely_not ? resend_failed(offer()) : resend_uncertain());
}

Action Flow::handle(event::CheckDone&& done) {
  if (done && done->valid) {
    verified_ = true;
    return End{Verdict::verified};
  }
  if (done) return wrong_code(nullptr);
  const auto& failure = done.error();
  if (failure.validation) return wrong_code(&failure);
  switch (failure.cause) {
  case api::Cause::rejected: return from_failure(Verdict::refused, failure);
  // "Too many attempts" is Wavix's 429 here, and never an outage that somebody could bring about by guessing.
  case api::Cause::rate_limit: return from_failure(Verdict::exhausted, failure);
  case api::Cause::auth: return from_failure(Verdict::misconfigured, failure);
  case api::Cause::unreachable:
  case api::Cause::timeout:
  case api::Cause::tls:
  case api::Cause::server:
  case api::Cause::malformed: break;
  }
  return from_failure(Verdict::unavailable, failure);
}

Action Flow::wrong_code(const api::Failure* why) {
  ++wrong_;
  if (wrong_ < settings_.tries) return prompt(wrong_code_tries_left(settings_.tries - wrong_));
  if (why != nullptr) return from_failure(Verdict::exhausted, *why);
  return End{Verdict::exhausted, cause_wrong_codes};
}

Action Flow::handle(event::EventsDone&& done) {
  return prompt(delivery(done ? *done : std::vector<api::Event>{}, now_ - last_sent_, offer()));
}

Action Flow::handle(event::Answered&& answer) {
  using Kind = event::Answered::Kind;
  switch (answer.kind) {
  case Kind::nothing: return no_dialogue(cause_end_of_file);
  case Kind::failed:
    return no_dialogue(settings_.sshd && prompts_ == 1 ? cause_sshd_password_method : cause_aborted);
  case Kind::withheld: return answered_nothing_useful(true);
  case Kind::text: break;
  }
  if (protocol::is_sshd_junk(answer.text.view()))
    return no_dialogue(settings_.user_is_root ? cause_root_refused : cause_user_refused);
  return answered_text(std::move(answer.text));
}

Action Flow::answered_text(Answer text) {
  const auto word = trimmed(text.view());
  if (word.empty()) return answered_nothing_useful(false);
  empty_in_a_row_ = withheld_in_a_row_ = 0;
  if (const auto channel = resend_word(word, channel_); channel && offers(*channel)) return resend(*channel);
  if (word.size() != settings_.length || !all_digits(word)) return prompt(code_has_digits(settings_.length));
  if (now_ - last_sent_ >= code_lifetime) return prompt(code_expired(offer()));
  auto code = Answer::copy_of(word);
  return check(std::move(*code));
}

Action Flow::answered_nothing_useful(bool withheld) {
  auto& count = withheld ? withheld_in_a_row_ : empty_in_a_row_;
  (withheld ? empty_in_a_row_ : withheld_in_a_row_) = 0;
  if (++count == max_useless_in_a_row) {
    if (withheld) return no_dialogue(cause_password_answers);
    // Of all denials only PAM_MAXTRIES keeps ssh from starting two more logins, each with a message of its
    // own.
    return End{Verdict::exhausted, cause_empty_answers};
  }
  if (withheld) return prompt(code_has_digits(settings_.length));
  return action::ListEvents{};
}

Action Flow::resend(Channel channel) {
  if (sends_ >= max_sends) return prompt(no_more_sends());
  const auto wait = settings_.resend_delay * (1U << (sends_ - 1));
  if (now_ < last_sent_ + wait) return prompt(resend_too_early(last_sent_ + wait - now_));
  ++sends_;
  last_sent_ = now_;
  sending_on_ = channel;
  return action::Resend{channel};
}

Action Flow::check(Answer code) {
  ++checks_;
  return action::Check{std::move(code)};
}

Action Flow::handle(event::HostGone&&) {
  host_gone_ = true;
  // A create under way will say which verification to cancel.
  if (creating_) return action::Wait{};
  return no_dialogue(cause_host_gone);
}

void Flow::note_late(const Event& event) {
  const auto* created = std::get_if<event::CreateDone>(&event);
  if (created == nullptr) return;
  creating_ = false;
  if (*created) verification_ = (*created)->verification;
}

Action Flow::handle(event::DeadlinePassed&&) const {
  return End{creating_ ? Verdict::unavailable : Verdict::refused, creating_ ? "timeout" : cause_deadline};
}

Action Flow::prompt(std::string text) {
  if (++prompts_ > protocol::max_prompts) return End{Verdict::refused, cause_prompts};
  return action::Prompt{std::move(text)};
}

bool Flow::offers(Channel channel) const {
  return std::find(settings_.channels.begin(), settings_.channels.end(), channel) != settings_.channels.end();
}

SendOffer Flow::offer() const {
  const auto other = channel_ == Channel::sms ? Channel::voice : Channel::sms;
  const bool more = sends_ < max_sends;
  return {channel_, more && offers(channel_), more && offers(other)};
}

End Flow::no_dialogue(std::string cause) const {
  // A code may have been wrong before: who gave up then still showed no second factor.
  return End{Verdict::no_dialogue, std::move(cause)};
}

}  // namespace wavix::verifier
