// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>

#include "config/config.hpp"
#include "verifier/flow.hpp"
#include "verifier/host.hpp"
#include "verifier/preparation.hpp"
#include "wavix/curl_transport.hpp"

namespace wavix::verifier {

/// Carries out what the flow decides, and tells it what came of it, until it ends.
class Driver {
public:
  /// `deadline`: on the clock of protocol::boottime_ms().
  Driver(Host& host, const config::Config& config, Prepared prepared, milliseconds deadline);

  End run();
  /// After run(): tells Wavix that nobody will finish the verification, once a create under way has told
  /// which; gives up after `most`.
  void cancel_left_open(milliseconds most);

  [[nodiscard]] const Flow& flow() const { return flow_; }

private:
  void wait(milliseconds most);
  void tell(Event event);
  void carry_out(const action::Wait&) {}
  void carry_out(const action::Create& create);
  void carry_out(const action::Resend& resend);
  void carry_out(const action::Check& check);
  void carry_out(const action::ListEvents&);
  void carry_out(const action::Prompt& prompt);
  void carry_out(const End& end) { end_ = end; }

  Host& host_;
  const config::Config& config_;
  Flow flow_;
  api::CurlTransport transport_;
  milliseconds deadline_;
  std::optional<End> end_;
};

}  // namespace wavix::verifier
