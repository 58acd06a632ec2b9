// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "cli/command.hpp"
#include "config/config.hpp"
#include "guard/store.hpp"

namespace wavix::cli {

/// What most commands work with.
struct Session {
  config::Config config;  ///< for no service in particular
  guard::Store store;
};
Expected<Session, Failure> open_session(const Global& global);

}  // namespace wavix::cli
