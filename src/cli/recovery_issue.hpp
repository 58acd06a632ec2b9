// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

#include "cli/command.hpp"

namespace wavix::cli {

struct IssueWords {
  std::string user;
  bool yes = false, json = false;
};

/// Ten new codes, shown. Those that could not be shown are taken back, and that is said.
Outcome issue_recovery(const Global& global, const IssueWords& words);

}  // namespace wavix::cli
