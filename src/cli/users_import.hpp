// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

#include "cli/command.hpp"

namespace wavix::cli {

struct UsersImportWords {
  std::string file;  ///< "-": standard input; empty: the directory
  bool ldap = false, prune = false, skip_bad = false, yes = false, full = false, json = false;
};

/// Puts users from a CSV file or the directory into users.conf, after it has shown what that changes.
Outcome import_users(const Global& global, const UsersImportWords& words);

}  // namespace wavix::cli
