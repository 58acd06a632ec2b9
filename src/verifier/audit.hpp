// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "base/channel.hpp"
#include "verifier/flow.hpp"

namespace wavix::verifier {

/// What is known of a login when it ends.
struct Record {
  std::string user = {}, service = {}, rhost = {};
  std::string contact = {};  ///< whose phone, where it is not the user's
  std::optional<Channel> channel = std::nullopt;
  std::string phone = {};  ///< masked; empty: not known, or not to be logged
  std::string verification = {};
  unsigned sends = 0, checks = 0;
  milliseconds took{0};
  std::string rule = {};  ///< what decided it: "policy.exclude_users (/etc/wavix2fa/wavix2fa.conf:33)"
};

/// The line of a login: "verdict=verified user='alice' service='sshd' rhost=203.0.113.9 … ms=21840". Every
/// value from outside is sanitised, and quoted unless it can only be one word.
std::string audit_line(const Record& record, const End& end);

/// The client's address: SSH_CONNECTION's, which is one even under UseDNS, else PAM_RHOST as it is.
std::string client_address(std::string_view ssh_connection, std::string_view rhost);

}  // namespace wavix::verifier
