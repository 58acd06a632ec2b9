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

/// An ssh without a terminal answers every prompt with an empty line; i3lock with the account's password.
constexpr unsigned max_useless_in_a_row = 3;

/// As the flow may rely on them.
FlowSettings sound(FlowSettings settings) {
  if (settings.targets.empty() || settings.targets.size() > max_targets)
    throw std::length_error("no targets, or more than a prompt can list");
  if (const auto& resumed = settings.resumed)
    if (resumed->sends == 0 || resumed->wrong >= settings.tries)
      throw std::logic_error("nothing is left of the verification to go on with");
  if (settings.decoy) settings.recovery_codes = 0;  // it is never verified, whatever is typed
  return settings;
}

/// A word that asks for another send, in any case; the channel, or nothing if it is no such word.
std::optional<Channel> resend_word(std::string_view text, Channel current) {
  if (text == "r" || text == "R") return current;
  if (text == "v" || text == "V") return Channel::voice;
  if (text == "s" || text == "S") return Channel::sms;
  return std::nullopt;
}

}  // namespace

Flow::Flow(FlowSettings settings)
    : settings_(sound(std::move(settings))),
      target_(settings_.resumed ? settings_.resumed->target : settings_.targets.front()),
      stage_(settings_.resumed              ? Stage::code
             : settings_.targets.size() > 1 ? Stage::choice
                                            : Stage::sending),
      verification_(settings_.resumed ? settings_.resumed->verification : std::string()) {}

Action Flow::on(Event event, milliseconds now) {
  now_ = now;
  auto next = std::visit([this](auto&& what) { return handle(std::forward<decltype(what)>(what)); },
                         std::move(event));
  if (auto* end = std::get_if<End>(&next); end != nullptr && settings_.decoy)
    *end = end_of_decoy(std::move(*end));
  return next;
}

Action Flow::handle(event::Begun&&) {
  if (settings_.resumed) return resume();
  return stage_ == Stage::choice ? prompt(choose_target(settings_.targets)) : create();
}

Action Flow::choose(std::string_view word) {
  withheld_in_a_row_ = 0;
  auto chosen = target_chosen(settings_.targets, word);
  if (!chosen) return prompt(what_is_expected());
  target_ = std::move(*chosen);
  return create();
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
  if (is_recovery_code(word)) {
    empty_in_a_row_ = withheld_in_a_row_ = 0;
    return redeem(Answer::copy_of(word).value());
  }
  if (stage_ == Stage::choice) return choose(word);
  if (word.empty()) return answered_nothing_useful(false);
  empty_in_a_row_ = withheld_in_a_row_ = 0;
  if (stage_ == Stage::recovery) return prompt(what_is_expected());
  if (const auto channel = resend_word(word, target_.channel); channel && offers(*channel))
    return resend(*channel);
  if (word.size() != settings_.length || !all_digits(word)) return prompt(what_is_expected());
  return check(Answer::copy_of(word).value());
}

Action Flow::answered_nothing_useful(bool withheld) {
  auto& count = withheld ? withheld_in_a_row_ : empty_in_a_row_;
  (withheld ? empty_in_a_row_ : withheld_in_a_row_) = 0;
  if (++count == max_useless_in_a_row) {
    if (withheld) return no_dialogue(cause_password_answers);
    // Of all denials only PAM_MAXTRIES keeps ssh from starting two more logins, each with a message of its
    // own.
    return given_up(Verdict::exhausted, cause_empty_answers);
  }
  if (withheld || stage_ == Stage::recovery) return prompt(what_is_expected());
  return action::ListEvents{};
}

Action Flow::handle(event::HostGone&&) {
  host_gone_ = true;
  // A create under way will say which verification to cancel.
  if (creating_) return action::Wait{};
  return no_dialogue(cause_host_gone);
}

Action Flow::handle(event::DeadlinePassed&&) {
  if (creating_) return End{Verdict::unavailable, "timeout"};
  return given_up(Verdict::refused, cause_deadline);
}

Action Flow::handle(event::GuardFailed&& failed) {
  creating_ = false;  // nobody is to wait for it; if it was made after all, note_late() is told
  return End{Verdict::misconfigured, std::move(failed.reason)};
}

void Flow::note_late(const Event& event) {
  const auto* created = std::get_if<event::CreateDone>(&event);
  if (created == nullptr) return;
  creating_ = false;
  if (*created) verification_ = (*created)->verification;
}

Action Flow::prompt(std::string text) {
  if (prompts_are_used_up()) return End{Verdict::refused, cause_prompts};
  ++prompts_;
  return action::Prompt{std::move(text)};
}

bool Flow::prompts_are_used_up() const { return prompts_ == protocol::max_prompts; }

std::string Flow::what_is_expected() const {
  switch (stage_) {
  case Stage::choice: return choose_again(settings_.targets.size());
  case Stage::recovery: return recovery_code_only();
  case Stage::sending:
  case Stage::code: break;
  }
  return code_has_digits(settings_.length);
}

/// Ends a login of which the code was not judged.
End Flow::given_up(Verdict verdict, std::string cause) {
  // What is refused after a wrong code is over.
  given_up_ = verdict == Verdict::no_dialogue || wrong_ == 0;
  return {verdict, std::move(cause)};
}

End Flow::no_dialogue(std::string cause) {
  // A code may have been wrong before: whoever gave up then still showed no second factor.
  return given_up(Verdict::no_dialogue, std::move(cause));
}

}  // namespace wavix::verifier
