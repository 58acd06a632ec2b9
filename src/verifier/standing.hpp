// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "verifier/admission.hpp"
#include "verifier/login_guard.hpp"

namespace wavix::verifier {

/// How a login stands before its contact is looked for: by policy, and by what is remembered.
struct Standing {
  Expected<Admission, End> admission;
  std::optional<LoginGuard> guard;  ///< nothing: nothing is counted, as under policy.monitor
  std::optional<End> end;           ///< it is over; nothing: `admission` holds, and a code is needed
};

/// `config` must outlive it. What is odd about the rules goes to `warnings`.
Standing standing_of(const Request& request, const config::Config& config,
                     std::vector<std::string>& warnings);

}  // namespace wavix::verifier
