// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "check.hpp"
#include "verifier/causes.hpp"
#include "verifier/flow.hpp"

namespace wavix::test {

using namespace verifier;
using namespace std::chrono_literals;
using Kind = event::Answered::Kind;

/// A login in a test: what happens goes in, what the flow wants comes out as words that a test can read.
class Login {
public:
  explicit Login(FlowSettings settings = standard()) : flow_(std::move(settings)) {}

  static FlowSettings standard() {
    return {.targets = {{PhoneNumber("37128782931"), Channel::sms}},
            .channels = {Channel::sms, Channel::voice},
            .sshd = true};
  }
  /// A login whose first code has been sent.
  static Login at_prompt(FlowSettings settings = standard()) {
    Login login(std::move(settings));
    login.begin();
    login.created();
    return login;
  }

  std::string begin() { return on(event::Begun{}); }
  std::string created(std::optional<api::NumberLookup> lookup = std::nullopt) {
    return on(event::CreateDone(api::Created{"5f1a", std::move(lookup)}));
  }
  std::string type(std::string_view text) { return on(event::Answered{Kind::text, *Answer::copy_of(text)}); }
  std::string answer(Kind kind) { return on(event::Answered{kind}); }
  std::string resent() { return on(event::ResendDone(api::Resent{})); }
  std::string checked(bool valid) { return on(event::CheckDone(api::CheckResult{valid})); }
  std::string redeemed(std::optional<unsigned> remaining) { return on(event::Redeemed{remaining}); }
  std::string over_limit() { return on(event::SendRefused{"14:20", "limits.sends_per_user: 5 in 1h"}); }
  std::string on(Event what) {
    said_.push_back(
        std::visit([](auto& next) { return text(next); }, last_ = flow_.on(std::move(what), now_)));
    return said_.back();
  }
  void pass(milliseconds time) { now_ += time; }
  [[nodiscard]] const Flow& flow() const { return flow_; }
  [[nodiscard]] const End& end() const { return std::get<End>(last_); }
  [[nodiscard]] const std::vector<std::string>& said() const { return said_; }
  [[nodiscard]] bool ended() const { return std::holds_alternative<End>(last_); }

private:
  static std::string text(const action::Wait&) { return "wait"; }
  static std::string text(const action::Create& next) {
    return "create " + std::string(to_string(next.target.channel)) + " " + next.target.phone.digits();
  }
  static std::string text(const action::Resend& next) {
    return "resend " + std::string(to_string(next.channel));
  }
  static std::string text(const action::Check& next) { return "check " + std::string(next.code.view()); }
  static std::string text(const action::Redeem& next) { return "redeem " + std::string(next.code.view()); }
  static std::string text(const action::ListEvents&) { return "events"; }
  static std::string text(const action::Prompt& next) { return next.text; }
  static std::string text(const End& next) { return std::string(to_string(next.verdict)); }

  Flow flow_;
  Action last_ = action::Wait{};
  std::vector<std::string> said_;
  milliseconds now_{1000000};
};

inline api::Failure failure(api::Cause cause, long status = 0) { return {.cause = cause, .status = status}; }
inline event::CreateDone create_failed(api::Cause cause) { return unexpected(failure(cause)); }
inline event::CheckDone check_failed(api::Cause cause, long status = 0) {
  return unexpected(failure(cause, status));
}

}  // namespace wavix::test
