// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

#include "cli/command.hpp"

namespace wavix::cli {

struct UsersShowWords {
  std::string user, service;
  bool full = false, json = false;
};

/// What a login would find of a user, in all sources.
Outcome show_user(const Global& global, const UsersShowWords& words);

}  // namespace wavix::cli
