// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "verifier/admission.hpp"
#include "verifier/flow.hpp"
#include "verifier/host.hpp"
#include "verifier/sources.hpp"

/// What a login would come to if it began now, by the steps of a login itself up to its first message or
/// question: nothing is sent, Wavix is asked nothing, and nothing is counted or taken.
namespace wavix::verifier {

struct Outlook {
  Expected<Admission, End> admission;
  std::vector<Target> targets;  ///< the ways to send the code; empty: it does not come to that
  bool decoy = false;           ///< asked for show: nothing is sent, and no code is right
  /// A message that would be sent (Create), what the user would be asked (Prompt), or the end.
  Action first;
};

/// Asked for the contact of an admission when it comes to that.
using Find = std::function<FoundContact(const Admission&)>;

/// What is odd about the rules goes to `warnings`. `users`: as for prepare().
Outlook look_ahead(const Request& request, const config::Config& config, const Find& find,
                   const contacts::UserText& users, std::vector<std::string>& warnings);

/// The same, if nothing spared the user the code: neither [policy] nor grace nor break-glass.
Outlook look_past_exemptions(const Request& request, const config::Config& config, const Find& find,
                             const contacts::UserText& users);

}  // namespace wavix::verifier
