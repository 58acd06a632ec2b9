// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

#include "base/channel.hpp"
#include "cli/session.hpp"
#include "cli/wavix_client.hpp"
#include "verifier/flow.hpp"
#include "verifier/login_guard.hpp"
#include "verifier/timeline.hpp"

namespace wavix::cli {

/// A verification on this terminal, by the flow of a login: the same prompts, resends, tries and limits. What
/// was sent counts as for a login, and what became of it is on record as one of the request's service.
/// Prompts go to standard error, answers come from standard input. Who makes it is Uninterrupted: Ctrl-C ends
/// it in its own time.
class CodeDialogue {
public:
  /// The references must outlive it.
  CodeDialogue(WavixClient& client, verifier::LoginGuard& guard, const config::Config& config,
               verifier::FlowSettings settings)
      : client_(client), guard_(guard), config_(config), flow_(std::move(settings)),
        timeline_(config.log.phone) {}

  /// To its end; what Wavix still holds open then is cancelled.
  verifier::End run(const verifier::Request& request);
  [[nodiscard]] const verifier::Flow& flow() const { return flow_; }

private:
  verifier::Event carry_out(const verifier::action::Create& create);
  verifier::Event carry_out(const verifier::action::Resend& resend);
  verifier::Event carry_out(const verifier::action::Check& check);
  verifier::Event carry_out(const verifier::action::ListEvents&);
  verifier::Event carry_out(const verifier::action::Prompt& prompt);
  verifier::Event carry_out(const verifier::action::Redeem&) { return verifier::event::Redeemed{}; }
  verifier::Event carry_out(const verifier::action::Wait&) { return verifier::event::HostGone{}; }
  verifier::Event carry_out(const verifier::End&) { return verifier::event::HostGone{}; }
  void note(const verifier::Event& happened);
  void record(const verifier::Request& request, const verifier::End& end, verifier::milliseconds took);
  /// Whether Wavix has said that it is, or that it cannot be.
  bool cancel(const std::string& verification);

  WavixClient& client_;
  verifier::LoginGuard& guard_;
  const config::Config& config_;
  verifier::Flow flow_;
  verifier::Timeline timeline_;
};

}  // namespace wavix::cli
