// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>

#include "base/secret.hpp"
#include "config/config.hpp"
#include "verifier/admission.hpp"
#include "verifier/contact_search.hpp"
#include "verifier/decoy.hpp"
#include "verifier/driver.hpp"
#include "verifier/host.hpp"
#include "wavix/curl_transport.hpp"

namespace wavix::verifier {

/// A login for which a code is needed, from the search for the contact to the verdict. While a directory is
/// asked, the connection to Wavix is made.
class Dialogue {
public:
  /// Opens all that it will need but sockets, and the system's own files that everybody may read: run() may
  /// then be called by a process that has no privileges any more.
  /// `guard`: nothing under policy.monitor, which counts nothing. `deadline`: on the clock of
  /// protocol::boottime_ms(). The references must outlive it.
  Dialogue(Host& host, const Request& request, const config::Config& config, const Admission& admission,
           LoginGuard* guard, ApiKey key, milliseconds deadline);

  End run();
  /// Nothing: it ended before there was anything to ask.
  [[nodiscard]] const Flow* flow() const { return driver_ ? &driver_->flow() : nullptr; }
  /// What happened; nothing where there was nothing to ask.
  [[nodiscard]] std::vector<guard::LoginStep> steps() const {
    return driver_ ? driver_->steps() : std::vector<guard::LoginStep>{};
  }
  /// After run(), see Driver.
  void cancel_left_open(milliseconds most);
  /// What earlier logins left open for nobody, likewise.
  std::vector<std::string> cancel(const std::vector<std::string>& verifications, milliseconds most);

private:
  void connect_ahead();
  /// Once: when the search is done, or in vain.
  void begin();
  void start(const FlowSettings& settings);
  Expected<void, End> add_what_the_guard_knows(FlowSettings& settings);

  Host& host_;
  const Request& request_;
  const config::Config& config_;
  const Admission& admission_;
  LoginGuard* guard_;
  ApiKey key_;
  milliseconds deadline_;
  api::Endpoint endpoint_;
  api::CurlTransport wavix_;  // before the search: libcurl is set up while there is one thread
  ContactSearch search_;
  std::optional<DecoyTransport> decoy_;
  std::optional<Driver> driver_;
  std::optional<End> end_;
  bool begun_ = false;
};

}  // namespace wavix::verifier
