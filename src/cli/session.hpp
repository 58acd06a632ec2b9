// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>

#include "cli/command.hpp"
#include "config/config.hpp"
#include "guard/lockout.hpp"
#include "guard/store.hpp"

namespace wavix::cli {

/// What most commands work with.
struct Session {
  config::Config config;  ///< for no service in particular
  guard::Store store;
};
Expected<Session, Failure> open_session(const Global& global);

/// When the user is locked out; nothing: never.
std::optional<guard::LockoutRule> lockout_rule(const config::Config& config, const std::string& user);

}  // namespace wavix::cli
