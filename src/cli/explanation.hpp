// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/pam_line.hpp"
#include "config/load.hpp"
#include "guard/break_glass.hpp"
#include "guard/limits.hpp"
#include "guard/lockout.hpp"
#include "guard/pending.hpp"
#include "verifier/outlook.hpp"

namespace wavix::cli {

/// What is remembered that a login of this user meets.
struct Remembered {
  std::optional<guard::BreakGlass> break_glass;
  std::optional<guard::LockoutRule> lockout;  ///< nothing: the user is never locked out
  unsigned failures = 0;                      ///< within its window
  std::optional<guard::WallTime> locked_until;
  bool grace_given = false;  ///< to a login like this one
  std::optional<guard::WallTime> grace_until;
  bool has_breaker = false;
  std::optional<std::string> broken_because;  ///< the breaker is open
  unsigned recovery_codes = 0;
  std::optional<guard::Pending>
      pending;  ///< what the login would go on with, if the number is still the user's
  guard::SendsLook sends;
};

/// What a login would come to, and all that this depends on.
struct Explanation {
  verifier::Request request;
  std::optional<PamLine> line;
  std::vector<std::string> problems;  ///< with the configuration: then there is nothing else
  std::optional<config::Loaded> loaded;
  std::vector<std::string> warnings;
  verifier::Action first;  ///< as Outlook's
  bool decoy = false;
  std::string rule, why;  ///< by which the user is asked, with its place
  std::optional<verifier::Outlook> otherwise;
  std::string user;                             ///< whose phone it is, as the system has the name
  std::optional<verifier::FoundContact> found;  ///< nothing: whose phone it is could not be told
  std::optional<Remembered> remembered;
  std::string store_problem;  ///< why nothing is
};

/// Asks the directory of contacts, if there is one, once. Writes nothing to the log.
Explanation explanation_of(verifier::Request request, std::optional<PamLine> line);

std::string explained_for_people(const Explanation& explanation);
std::string explained_for_programs(const Explanation& explanation);

}  // namespace wavix::cli
