// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/flow.hpp"

#include <algorithm>
#include <stdexcept>

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

End out_of_prompts() { return {Verdict::refused, cause_prompts}; }

/// A word that asks for another send, in any case; the channel, or nothing if it is no such word.
std::optional<Channel> resend_word(std::string_view text, Channel current) {
  if (text == "r" || text == "R") return current;
  if (text == "v" || text == "V") return Channel::voice;
  if (text == "s" || text == "S") return Channel::sms;
  return std::nullopt;
}

}  // namespace

Flow::Flow(FlowSettings settings)
    : settings_(std::move(settings)), target_(settings_.targets.at(0)),
      choosing_(settings_.targets.size() > 1) {
  if (settings_.targets.size() > max_targets) throw std::length_error("more targets than a prompt can list");
}

Action Flow::on(Event event, milliseconds now) {
  now_ = now;
  auto next = std::visit([this](auto&& what) { return handle(std::forward<decltype(what)>(what)); },
                         std::move(event));
  if (auto* end = std::get_if<End>(&next); end != nullptr && settings_.decoy)
    *end = end_of_decoy(end->verdict);
  return next;
}

Action Flow::handle(event::Begun&&) {
  return choosing_ ? prompt(choose_target(settings_.targets)) : create();
}

Action Flow::choose(std::string_view word) {
  withheld_in_a_row_ = 0;
  auto chosen = target_chosen(settings_.targets, word);
  if (!chosen) return prompt(what_is_expected());
  target_ = std::move(*chosen);
  choosing_ = false;
  return create();
}

Action Flow::create() {
  if (prompts_are_used_up()) return out_of_prompts();
  ++sends_;
  last_sent_ = now_;
  creating_ = true;
  return action::Create{target_};
}

Action Flow::handle(event::CreateDone&& done) {
  creating_ = false;
  if (done) verification_ = done->verification;
  if (host_gone_) return no_dialogue(cause_host_gone);
  if (!done) return end_by_create(done.error());
  // A decoy's verification is not Wavix's, so nothing is known of its number.
  if (settings_.forbids && !settings_.decoy)
    if (auto reason = settings_.forbids(done->lookup)) return End{Verdict::forbidden, std::move(*reason)};
  return prompt(code_sent(target_.channel, target_.phone.masked(), offer()));
}

Action Flow::handle(event::ResendDone&& done) {
  const auto channel = sending_on_.value_or(target_.channel);
  sending_on_.reset();
  if (done) {
    target_.channel = channel;
    return prompt(new_code_sent(target_.channel, target_.phone.masked()));
  }
  // What may have arrived may have made a new code; the login goes on with whichever code comes.
  const auto cause = done.error().cause;
  const bool answered =
      cause == api::Cause::auth || cause == api::Cause::rejected || cause == api::Cause::rate_limit;
  const bool surely_not = answered || !done.error().may_have_arrived;
  return prompt(surely_not ? resend_failed(offer()) : resend_uncertain());
}

Action Flow::handle(event::CheckDone&& done) {
  if (done && done->valid && !settings_.decoy) {
    verified_ = true;
    return End{Verdict::verified};
  }
  if (done) return wrong_code(nullptr);
  if (done.error().validation) return wrong_code(&done.error());
  return end_by_check(done.error());
}

Action Flow::wrong_code(const api::Failure* why) {
  ++wrong_;
  if (wrong_ < settings_.tries) return prompt(wrong_code_tries_left(settings_.tries - wrong_));
  if (why != nullptr) return end_by(Verdict::exhausted, *why);
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
  if (choosing_) return choose(word);
  if (word.empty()) return answered_nothing_useful(false);
  empty_in_a_row_ = withheld_in_a_row_ = 0;
  if (const auto channel = resend_word(word, target_.channel); channel && offers(*channel))
    return resend(*channel);
  if (word.size() != settings_.length || !all_digits(word)) return prompt(what_is_expected());
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
  if (withheld) return prompt(what_is_expected());
  return action::ListEvents{};
}

Action Flow::resend(Channel channel) {
  if (sends_ >= max_sends) return prompt(no_more_sends());
  const auto wait = settings_.resend_delay * (1U << (sends_ - 1));
  if (now_ < last_sent_ + wait) return prompt(resend_too_early(last_sent_ + wait - now_));
  if (prompts_are_used_up()) return out_of_prompts();
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

std::optional<Target> Flow::sent_to() const {
  if (sends_ == 0) return std::nullopt;
  return target_;
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
  if (prompts_are_used_up()) return out_of_prompts();
  ++prompts_;
  return action::Prompt{std::move(text)};
}

bool Flow::prompts_are_used_up() const { return prompts_ == protocol::max_prompts; }

std::string Flow::what_is_expected() const {
  return choosing_ ? choose_again(settings_.targets.size()) : code_has_digits(settings_.length);
}

bool Flow::offers(Channel channel) const {
  return std::find(settings_.channels.begin(), settings_.channels.end(), channel) != settings_.channels.end();
}

SendOffer Flow::offer() const {
  const auto other = target_.channel == Channel::sms ? Channel::voice : Channel::sms;
  const bool more = sends_ < max_sends;
  return {target_.channel, more && offers(target_.channel), more && offers(other)};
}

End Flow::no_dialogue(std::string cause) const {
  // A code may have been wrong before: who gave up then still showed no second factor.
  return End{Verdict::no_dialogue, std::move(cause)};
}

}  // namespace wavix::verifier
