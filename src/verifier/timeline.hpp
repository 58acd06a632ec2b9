// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"
#include "guard/record.hpp"
#include "verifier/flow.hpp"

namespace wavix::verifier {

/// What happened in a login, step by step, for `wavix2fa trace`: guard::LoginStep names the words. No code,
/// and nothing that a user typed, is in it.
class Timeline {
public:
  explicit Timeline(config::PhoneInLog phone) : phone_(phone) {}

  void resumed(const Resumed& left);
  void chose(const Target& target);
  void created(const Target& target, const event::CreateDone& done);
  void asked_for(Channel channel);
  void resent(Channel channel, const event::ResendDone& done);
  void over_limit(const event::SendRefused& refused);
  void delivery(const event::EventsDone& done);
  /// What a user who typed no code was told.
  void told(std::string_view prompt);
  void withheld();
  /// `number`: the how-manieth of `tries` it would be, if it was wrong.
  void checked(const event::CheckDone& done, unsigned number, unsigned tries);
  void redeemed(const event::Redeemed& done, unsigned number, unsigned tries);
  void gone();
  void deadline_passed();

  /// At most guard::most_steps.
  [[nodiscard]] const std::vector<guard::LoginStep>& steps() const { return steps_; }

private:
  void note(std::string what, std::string detail = {});
  [[nodiscard]] std::string to(const Target& target) const;

  config::PhoneInLog phone_;
  std::vector<guard::LoginStep> steps_;
};

}  // namespace wavix::verifier
