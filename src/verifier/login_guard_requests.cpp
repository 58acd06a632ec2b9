// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/format.h>

#include <utility>

#include "guard/breaker.hpp"
#include "guard/limits.hpp"
#include "guard/recovery.hpp"
#include "verifier/guard_rules.hpp"
#include "verifier/log.hpp"
#include "verifier/login_guard.hpp"

// The messages and checks of a login, each counted before it is made.
namespace wavix::verifier {
namespace {

using namespace std::chrono_literals;

std::optional<Event> objection(const Expected<void, guard::StoreError>& done) {
  if (done) return std::nullopt;
  return event::GuardFailed{done.error().reason};
}

/// What the breaker counts. Who is asked too often has answered, and it may be of one number alone.
bool cuts_off(api::Cause cause) { return api::is_outage(cause) && cause != api::Cause::rate_limit; }

/// Tells the breaker what a create tells of Wavix: nothing, if it may be this process that was not there.
Expected<void, guard::StoreError> note_for_breaker(guard::Store& store, const event::CreateDone& done) {
  if (done || !cuts_off(done.error().cause)) return guard::note_answer(store);
  if (done.error().paused) return {};
  return guard::note_outage(store, std::string(to_string(done.error().cause)));
}

event::SendRefused refusal_by(const guard::OverLimit& over) {
  return {in_words(over.frees_at), over.name + ": " + in_words(over.limit)};
}

}  // namespace

guard::SendAsk LoginGuard::send_to(const Target& target) const {
  return {key_.user, target.phone.digits(), counted_rhost(key_.rhost), key_.service};
}

std::optional<Event> LoginGuard::before_send(const Target& target) {
  const auto reserved = guard::reserve_send(store_, send_to(target), send_limits(config_));
  if (!reserved) return event::GuardFailed{reserved.error().reason};
  if (const auto* over = std::get_if<guard::OverLimit>(&*reserved)) return refusal_by(*over);
  const auto& granted = std::get<guard::Reserved>(*reserved);
  reservation_ = granted.id;
  if (const auto& near = granted.near_total)
    log_warning(fmt::format("limits.sends_total: {} messages of {} have been sent", near->sent,
                            in_words(near->limit)));
  return std::nullopt;
}

std::optional<Event> LoginGuard::before_create(const Target& target) {
  const auto rule = breaker_rule(config_);
  if (!rule) return before_send(target);
  if (auto away = not_tried(*rule)) return away;
  if (auto refused = before_send(target)) return refused;
  // Only now: a login that would not ask after all must not be the one that all others wait for.
  const auto state = guard::circuit(store_, *rule);
  if (!state) return event::GuardFailed{state.error().reason};
  if (*state != guard::Circuit::open) return std::nullopt;
  auto away = not_tried(*rule);
  if (auto failed = away ? give_back() : std::nullopt) return failed;
  return away;
}

std::optional<Event> LoginGuard::look_at_create(const Target& target) {
  if (const auto rule = breaker_rule(config_))
    if (auto away = not_tried(*rule)) return away;
  const auto seen = guard::look_at_sends(store_, send_to(target), send_limits(config_));
  if (!seen) return event::GuardFailed{seen.error().reason};
  return seen->over ? std::optional<Event>(refusal_by(*seen->over)) : std::nullopt;
}

/// A create that fails as the last one did, if the circuit is open.
std::optional<Event> LoginGuard::not_tried(const guard::BreakerRule& rule) {
  const auto cause = guard::open_because(store_, rule);
  if (!cause) return event::GuardFailed{cause.error().reason};
  if (!*cause) return std::nullopt;
  return event::CreateDone(unexpected(api::Failure{
      .cause = api::cause_from(**cause).value_or(api::Cause::malformed),  // which lets nobody in
      .may_have_arrived = false,
      .message =
          "not tried: Wavix could not be asked lately (outage.breaker), and another login is trying"}));
}

std::optional<Event> LoginGuard::before_resend(const Target& target, Channel channel) {
  if (auto refused = before_send(target)) return refused;
  return held_ ? objection(guard::count_send(store_, *held_, channel)) : std::nullopt;
}

std::optional<Event> LoginGuard::locked_meanwhile() {
  if (failed_) return std::nullopt;
  auto locked = locked_out();
  if (!locked) return event::GuardFailed{locked.error().cause};
  if (!*locked) return std::nullopt;
  return event::LockedOut{std::move(**locked)};
}

std::optional<Event> LoginGuard::before_check() {
  return held_ ? objection(guard::count_try(store_, *held_)) : std::nullopt;
}

std::optional<Event> LoginGuard::after_create(const Target& target, const event::CreateDone& done) {
  if (breaker_rule(config_))
    if (const auto noted = note_for_breaker(store_, done); !noted) log_error(noted.error().reason);
  if (!done) return give_back_unless_sent(done.error());
  const auto held =
      guard::hold(store_, key_, {done->verification, target.phone.digits(), target.channel, 1, 0, 0ms},
                  config_.code.reuse_window);
  if (!held) return event::GuardFailed{held.error().reason};
  held_ = *held;
  return std::nullopt;
}

std::optional<Event> LoginGuard::after_resend(const event::ResendDone& done) {
  return done ? std::nullopt : give_back_unless_sent(done.error());
}

std::optional<Event> LoginGuard::give_back_unless_sent(const api::Failure& failure) {
  return surely_not_sent(failure) ? give_back() : std::nullopt;
}

std::optional<Event> LoginGuard::give_back() {
  if (!reservation_) return std::nullopt;
  return objection(guard::give_back(store_, *std::exchange(reservation_, std::nullopt)));
}

Event LoginGuard::redeem(const Answer& code) {
  if (auto refused = before_check()) return std::move(*refused);
  const auto left = guard::use_recovery_code(store_, key_.user, code.view());
  if (!left) return event::GuardFailed{left.error().reason};
  return event::Redeemed{*left};
}

}  // namespace wavix::verifier
