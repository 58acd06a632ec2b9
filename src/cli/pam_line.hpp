// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace wavix::cli {

/// The line of pam.d that calls the module for a service.
struct PamLine {
  std::string place;                   ///< "/etc/pam.d/sshd:5"
  std::vector<std::string> arguments;  ///< without services= and verifier=, which are the module's own
  std::string verifier;                ///< verifier=FILE; empty: the installed one
  bool left_out = false;               ///< services= does not name the service: PAM_IGNORE
};

/// Nothing: no line of the service's auth stack calls it.
std::optional<PamLine> pam_line_of(const std::string& service);

/// The arguments for a login that is only tried: those `given` instead of the line's where there are any, and
/// with `conf`, if it is not empty, instead of conf=.
std::vector<std::string> arguments_for(const std::optional<PamLine>& line,
                                       const std::vector<std::string>& given, const std::string& conf);

}  // namespace wavix::cli
