// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/expected.hpp"
#include "config/config.hpp"
#include "verifier/end.hpp"
#include "verifier/host.hpp"

namespace wavix::verifier {

/// A login for which a code is needed.
struct Admission {
  std::string user;      ///< whose second factor is asked: the login's user, or under su its caller
  std::string account;   ///< the same, as the system has it: one account may answer to several names
  std::string rule;      ///< the key that says so, "policy.include_groups"; empty: none, everybody is asked
  std::string why;       ///< for people, of the user: "is in group wheel"; empty: by no rule
  bool monitor = false;  ///< nothing is to be sent, nobody to be denied: policy.monitor
};

/// What policy says of a login, or its end: no code is needed, or that could not be told. Asks the system,
/// and neither a directory of contacts nor Wavix. What is odd about the rules goes to `warnings`.
Expected<Admission, End> admit(const Request& request, const config::Config& config,
                               std::vector<std::string>& warnings);

}  // namespace wavix::verifier
