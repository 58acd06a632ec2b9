// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "cli/command.hpp"
#include "cli/users_set.hpp"

namespace wavix::cli {

struct UsersVerifyWords {
  UsersSetWords set;  ///< `phones`: one, or empty: the one that the user has
  bool yes = false;
};

/// Has a code sent to a number and asks for it; only then is the number written to users.conf.
Outcome verify_user(const Global& global, const UsersVerifyWords& words);

}  // namespace wavix::cli
