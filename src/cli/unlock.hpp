// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

#include "cli/command.hpp"

namespace wavix::cli {

struct UnlockWords {
  std::string user;
};

/// The user's failed logins count no more. What keeps them out beyond that, a spending limit, is told and
/// stands.
Outcome unlock(const Global& global, const UnlockWords& words);

}  // namespace wavix::cli
