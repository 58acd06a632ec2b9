// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/login_guard.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "guard/break_glass.hpp"
#include "guard/breaker.hpp"
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

/// The limits cannot be kept, so nobody gets in.
End denied_by(const guard::StoreError& error) { return {Verdict::misconfigured, error.reason}; }

template <typename T>
void note(const Expected<T, guard::StoreError>& done) {
  if (!done) log_error(done.error().reason);
}

/// What the user's last login left, to be gone on with; nothing: it is no good to this one.
std::optional<Resumed> if_of_use(const guard::Pending& left, unsigned tries,
                                 const std::vector<PhoneNumber>& phones) {
  const PhoneNumber phone(left.number);
  if (left.tries >= tries || std::find(phones.begin(), phones.end(), phone) == phones.end())
    return std::nullopt;
  return Resumed{left.verification, {phone, left.channel}, left.sends, left.tries, left.last_sent};
}

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
             .cause = fmt::format("{} until {}, by {}: {}", guard::cause_break_glass,
                                  in_words((*broken)->ends), (*broken)->started_by, (*broken)->reason),
             .loud = true};
}

Expected<std::optional<End>, End> LoginGuard::locked_out() {
  const auto rule = lockout_rule(config_, key_.user);
  if (!rule) return std::nullopt;
  const auto until = guard::locked_until(store_, key_.user, *rule);
  if (!until) return unexpected(denied_by(until.error()));
  if (!*until) return std::nullopt;
  return End{.verdict = Verdict::exhausted,
             .cause =
                 fmt::format("locked until {}: too many logins ended after a wrong code", in_words(**until)),
             .rule = "limits.lockout",
             .notice = fmt::format("Too many failed logins. Try again after {}.", in_words(**until))};
}

Expected<std::optional<End>, End> LoginGuard::earlier_logins() {
  auto locked = locked_out();
  if (!locked || *locked || !grace_) return locked;
  const auto until = guard::grace_until(store_, *grace_, grace_rule(config_));
  if (!until) return unexpected(denied_by(until.error()));
  if (!*until) return std::nullopt;
  auto end = verified(fmt::format("grace until {}", in_words(**until)));
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
  held_ = (*taken)->id;
  auto resumed = if_of_use(left, config_.code.tries, phones);
  if (!resumed) {
    held_.reset();  // and nobody else's, while this process runs
    unwanted_.push_back(left.verification);
  }
  return resumed;
}

Expected<std::optional<Resumed>, End> LoginGuard::look_at_resume(const std::vector<PhoneNumber>& phones) {
  if (config_.code.reuse_window == 0ms) return std::nullopt;
  const auto left = guard::look_at_pending(store_, key_, config_.code.reuse_window);
  if (!left) return unexpected(denied_by(left.error()));
  return *left ? if_of_use(**left, config_.code.tries, phones) : std::nullopt;
}

Expected<unsigned, End> LoginGuard::recovery_codes() {
  const auto left = guard::remaining_recovery_codes(store_, key_.user);
  if (!left) return unexpected(denied_by(left.error()));
  return *left;
}

void LoginGuard::note_wrong() {
  if (failed_) return;
  const auto recorded = guard::record_failure(store_, key_.user);
  note(recorded);
  failed_ = recorded.has_value();
}

bool LoginGuard::conclude(const End& end, const Flow& flow) {
  if (end.verdict == Verdict::verified) {
    note(guard::clear_failures(store_, key_.user));
    if (grace_) note(guard::grant_grace(store_, *grace_));
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

void LoginGuard::cancelled(const std::vector<std::string>& verifications) {
  note(guard::forget(store_, verifications));
}

void LoginGuard::write(const guard::LoginRecord& record) { note(guard::write_record(store_, record, {})); }

}  // namespace wavix::verifier
