// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/login_guard.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/when.hpp"
#include "guard/break_glass.hpp"
#include "guard/breaker.hpp"
#include "guard/limits.hpp"
#include "guard/lockout.hpp"
#include "guard/outcome.hpp"
#include "guard/recovery.hpp"
#include "verifier/audit.hpp"
#include "verifier/guard_rules.hpp"
#include "verifier/log.hpp"

namespace wavix::verifier {
namespace {

using namespace std::chrono_literals;

/// How long a login waits for others' writes, which take milliseconds.
constexpr milliseconds patience = 5s;

guard::WallTime wall() { return std::chrono::floor<milliseconds>(std::chrono::system_clock::now()); }
std::string told(guard::WallTime time) { return when(time, wall()); }

/// The limits cannot be kept, so nobody gets in.
End denied_by(const guard::StoreError& error) { return {Verdict::misconfigured, error.reason}; }

std::optional<Event> objection(const Expected<void, guard::StoreError>& done) {
  if (done) return std::nullopt;
  return event::GuardFailed{done.error().reason};
}

template <typename T>
void note(const Expected<T, guard::StoreError>& done) {
  if (!done) log_error(done.error().reason);
}

/// What the breaker counts. Who is asked too often has answered, and it may be of one number alone.
bool cuts_off(api::Cause cause) { return api::is_outage(cause) && cause != api::Cause::rate_limit; }

}  // namespace

Expected<LoginGuard, End> LoginGuard::open(const config::Config& config, const Request& request,
                                           const std::string& user) {
  auto store = guard::Store::open(config.state.file, patience);
  if (!store) return unexpected(denied_by(store.error()));
  guard::LoginKey key{user, request.service, client_address(request.ssh_connection, request.rhost)};
  auto grace = grace_key(config, request, key);
  return LoginGuard(std::move(*store), config, std::move(key), std::move(grace));
}

Expected<std::optional<End>, End> LoginGuard::broken_glass() {
  const auto broken = guard::break_glass(store_);
  if (!broken) return unexpected(denied_by(broken.error()));
  if (!*broken) return std::nullopt;
  return End{.verdict = Verdict::exempt,
             .cause = fmt::format("{} until {}, by {}: {}", guard::cause_break_glass, told((*broken)->ends),
                                  (*broken)->started_by, (*broken)->reason),
             .loud = true};
}

Expected<std::optional<End>, End> LoginGuard::earlier_logins() {
  if (const auto rule = lockout_rule(config_, key_.user)) {
    const auto until = guard::locked_until(store_, key_.user, *rule);
    if (!until) return unexpected(denied_by(until.error()));
    if (*until)
      return End{.verdict = Verdict::exhausted,
                 .cause =
                     fmt::format("locked until {}: too many logins ended after a wrong code", told(**until)),
                 .rule = "limits.lockout",
                 .notice = fmt::format("Too many failed logins. Try again after {}.", told(**until))};
  }
  if (!grace_) return std::nullopt;
  const auto until = guard::grace_until(store_, *grace_, grace_rule(config_));
  if (!until) return unexpected(denied_by(until.error()));
  if (!*until) return std::nullopt;
  auto end = verified(fmt::format("grace until {}", told(**until)));
  end.rule = "grace.period";
  return end;
}

Expected<bool, End> LoginGuard::circuit_is_open() {
  const auto rule = breaker_rule(config_);
  if (!rule) return false;
  const auto cause = guard::open_because(store_, *rule);
  if (!cause) return unexpected(denied_by(cause.error()));
  return cause->has_value();
}

Expected<std::optional<Resumed>, End> LoginGuard::resume(const std::vector<PhoneNumber>& phones) {
  if (config_.code.reuse_window == 0ms) return std::nullopt;
  auto taken = guard::take(store_, key_, config_.code.reuse_window);
  if (!taken) return unexpected(denied_by(taken.error()));
  if (!*taken) return std::nullopt;
  const auto& left = (*taken)->pending;
  const PhoneNumber phone(left.number);
  held_ = (*taken)->id;
  const bool of_use =
      left.tries < config_.code.tries && std::find(phones.begin(), phones.end(), phone) != phones.end();
  if (!of_use) {
    note(guard::forget(store_, *std::exchange(held_, std::nullopt)));
    unwanted_.push_back(left.verification);
    return std::nullopt;
  }
  return Resumed{left.verification, {phone, left.channel}, left.sends, left.tries, left.last_sent};
}

Expected<unsigned, End> LoginGuard::recovery_codes() {
  const auto left = guard::remaining_recovery_codes(store_, key_.user);
  if (!left) return unexpected(denied_by(left.error()));
  return *left;
}

std::optional<Event> LoginGuard::before_send(const Target& target) {
  const auto reserved = guard::reserve_send(
      store_, {key_.user, target.phone.digits(), key_.rhost, key_.service}, send_limits(config_));
  if (!reserved) return event::GuardFailed{reserved.error().reason};
  if (const auto* over = std::get_if<guard::OverLimit>(&*reserved))
    return event::SendRefused{told(over->frees_at), over->name + ": " + in_words(over->limit)};
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

std::optional<Event> LoginGuard::before_check() {
  return held_ ? objection(guard::count_try(store_, *held_)) : std::nullopt;
}

std::optional<Event> LoginGuard::after_create(const Target& target, const event::CreateDone& done) {
  if (breaker_rule(config_))
    note(!done && cuts_off(done.error().cause)
             ? guard::note_outage(store_, std::string(to_string(done.error().cause)))
             : guard::note_answer(store_));
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
  return failure.may_have_arrived ? std::nullopt : give_back();
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

bool LoginGuard::conclude(const End& end, const Flow& flow) {
  if (end.verdict == Verdict::verified) {
    note(guard::clear_failures(store_, key_.user));
    if (grace_) note(guard::grant_grace(store_, *grace_));
  } else if (flow.wrong() > 0) {
    note(guard::record_failure(store_, key_.user));
  }
  if (!held_) return false;
  const bool stays = flow.may_be_resumed() && config_.code.reuse_window > 0ms;
  note(stays ? guard::keep(store_, *held_) : guard::forget(store_, *held_));
  held_.reset();
  return stays;
}

std::vector<std::string> LoginGuard::abandoned() {
  auto all = std::exchange(unwanted_, {});
  if (held_) note(guard::forget(store_, *std::exchange(held_, std::nullopt)));  // made after the end
  const auto due = guard::due_for_cancelling(store_);
  if (due)
    all.insert(all.end(), due->begin(), due->end());
  else
    log_error(due.error().reason);
  return all;
}

void LoginGuard::write(const guard::LoginRecord& record) { note(guard::write_record(store_, record, {})); }

}  // namespace wavix::verifier
