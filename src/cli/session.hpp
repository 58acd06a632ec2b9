// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "cli/command.hpp"
#include "config/load.hpp"
#include "guard/store.hpp"

namespace wavix::cli {

/// The configuration for logins of `service`, empty: of none in particular; or all that is wrong with it.
Expected<config::Loaded, Failure> load_config(const Global& global, const std::string& service = {});

/// What most commands work with.
struct Session {
  config::Config config;  ///< for no service in particular
  guard::Store store;
};
Expected<Session, Failure> open_session(const Global& global);

}  // namespace wavix::cli
