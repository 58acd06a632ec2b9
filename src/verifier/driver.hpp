// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "verifier/flow.hpp"
#include "verifier/host.hpp"
#include "verifier/login_guard.hpp"
#include "verifier/timeline.hpp"
#include "wavix/transport.hpp"

namespace wavix::verifier {

/// Carries out what the flow decides, and tells it what came of it, until it ends.
class Driver {
public:
  /// `deadline`: on the clock of protocol::boottime_ms(). The references must outlive it.
  /// `guard`: nothing for a decoy, of which nothing is to be counted.
  Driver(Host& host, const config::Config& config, api::Transport& transport, LoginGuard* guard,
         const FlowSettings& settings, milliseconds deadline);

  /// The first step: a message is under way, unless the host has gone in the meantime.
  void begin();
  /// After begin().
  End run();
  /// After run(): tells Wavix that nobody will finish the verification, once a create under way has told
  /// which; gives up after `most`.
  void cancel_left_open(milliseconds most);
  /// Likewise for verifications of other logins. Returns those of which Wavix has said that they are, or that
  /// they cannot be.
  std::vector<std::string> cancel(const std::vector<std::string>& verifications, milliseconds most);

  [[nodiscard]] const Flow& flow() const { return flow_; }
  [[nodiscard]] const std::vector<guard::LoginStep>& steps() const { return timeline_.steps(); }

private:
  void wait(milliseconds most);
  void tell(Event event);
  void note(const Event& event);
  void note_reaction(bool answered, const Action& next);
  void created(const Target& target, event::CreateDone done);
  void resent(Channel channel, event::ResendDone done);
  void checked(event::CheckDone done);
  [[nodiscard]] unsigned wrong_so_far() const;
  void carry_out(const action::Wait&) {}
  void carry_out(const action::Create& create);
  void carry_out(const action::Resend& resend);
  void carry_out(const action::Check& check);
  void carry_out(const action::ListEvents&);
  void carry_out(const action::Prompt& prompt);
  void carry_out(const action::Redeem& redeem);
  void carry_out(const End& end) { end_ = end; }

  Host& host_;
  const config::Config& config_;
  api::Transport& transport_;
  LoginGuard* guard_;
  unsigned wrong_before_;  ///< of the verification, in earlier logins
  Flow flow_;
  Timeline timeline_;
  milliseconds deadline_;
  std::optional<End> end_;
};

}  // namespace wavix::verifier
