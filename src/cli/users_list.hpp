// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "cli/command.hpp"

namespace wavix::cli {

struct UsersListWords {
  bool full = false, json = false;
};

/// Everybody in users.conf, and what is wrong with each.
Outcome list_users(const Global& global, const UsersListWords& words);

}  // namespace wavix::cli
