// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/format.h>

#include "guard/outcome.hpp"
#include "verifier/causes.hpp"
#include "verifier/flow.hpp"

// What a person typed, judged by Wavix or, if it is a recovery code, by the store; and what is left when
// Wavix cannot be asked.
namespace wavix::verifier {
namespace {

using namespace std::chrono_literals;

/// Wavix's own bound of a code (reference: docs.wavix.com/messaging/2fa).
constexpr milliseconds code_lifetime = 5min;

}  // namespace

Action Flow::check(Answer code) {
  if (now_ - last_sent_ >= code_lifetime) return prompt(code_expired(offer()));
  ++checks_;
  judging_ = true;
  return action::Check{std::move(code)};
}

Action Flow::redeem(Answer code) {
  judging_ = true;
  return action::Redeem{std::move(code)};
}

Action Flow::handle(event::CheckDone&& done) {
  judging_ = false;
  if (done) {
    finished_ = done->valid;
    return judged(done->valid, {});
  }
  if (done.error().validation) return wrong_code(&done.error());
  return check_failed(done.error());
}

Action Flow::handle(event::Redeemed&& done) {
  judging_ = false;
  return judged(done.remaining.has_value(),
                fmt::format("{}, {} left", guard::cause_recovery_code, done.remaining.value_or(0)));
}

Action Flow::handle(event::LockedOut&& locked) {
  judging_ = false;
  return std::move(locked.end);
}

Action Flow::judged(bool right, std::string how) {
  if (right && !settings_.decoy) return verified(std::move(how));
  return wrong_code(nullptr);
}

Action Flow::wrong_code(const api::Failure* why) {
  ++wrong_;
  if (tries_left() == 0)
    return why != nullptr ? end_by(Verdict::exhausted, *why) : End{Verdict::exhausted, cause_wrong_codes};
  switch (stage_) {
  case Stage::choice: return prompt(wrong_code_choose_again(tries_left(), settings_.targets.size()));
  case Stage::recovery: return prompt(wrong_recovery_code(tries_left()));
  case Stage::sending:
  case Stage::code: break;
  }
  return prompt(wrong_code_tries_left(tries_left()));
}

unsigned Flow::tries_left() const {
  return settings_.tries - wrong_ - (settings_.resumed ? settings_.resumed->wrong : 0);
}

bool Flow::is_recovery_code(std::string_view word) const {
  return settings_.recovery_codes > 0 && settings_.is_recovery_code != nullptr &&
         settings_.is_recovery_code(word);
}

Action Flow::create_failed(const api::Failure& failure) {
  const auto action = outage_action(failure.cause);
  // Who has no phone never gets in, least of all because nobody could be asked; nor does anybody by keeping
  // this process from asking.
  const bool proven = !settings_.decoy && !failure.paused;
  if (action == OutageAction::allow && proven) return end_by_allowed_outage(failure);
  if (action == OutageAction::recovery_only && settings_.recovery_codes > 0) return ask_for_recovery_code();
  return end_by_create(failure);
}

Action Flow::check_failed(const api::Failure& failure) {
  // Never allowed: somebody typed a code that nobody judged. "Too many attempts", Wavix's 429 here, comes of
  // guessing, and is none.
  const bool outage =
      failure.cause != api::Cause::rate_limit && outage_action(failure.cause) == OutageAction::recovery_only;
  if (outage && settings_.recovery_codes > 0) return ask_for_recovery_code();
  return end_by_check(failure);
}

Action Flow::ask_for_recovery_code() {
  stage_ = Stage::recovery;
  return prompt(what_is_expected());
}

/// What is no outage is denied.
OutageAction Flow::outage_action(api::Cause cause) const {
  return api::is_outage(cause) && settings_.outage ? settings_.outage(cause) : OutageAction::deny;
}

}  // namespace wavix::verifier
