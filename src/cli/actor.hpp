// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <sys/types.h>

#include <string>

namespace wavix::cli {

/// Who gives the command.
struct Actor {
  std::string name;  ///< of the account that logged in, which sudo and su do not change
  uid_t uid = 0;     ///< the process's
};

/// By the loginuid of proc(5), which only the kernel keeps: SUDO_USER is whatever the environment says. Where
/// no session was begun, by the real uid.
Actor actor();

}  // namespace wavix::cli
