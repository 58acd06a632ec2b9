// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

#include "cli/command.hpp"
#include "cli/trial.hpp"

/// The process that ends a trial. It is in no session of a person's: a closed terminal, Ctrl-C or the end of
/// an ssh connection does not reach it. Where systemd is, it is a unit of its own, which outlives
/// KillUserProcesses=yes too. Asked to end, by SIGTERM as at a shutdown, it undoes the change at once: no
/// machine boots into an unconfirmed one.
namespace wavix::cli {

/// Starts the watchdog of a service, and returns once it watches.
Done start_watchdog(const std::string& service);

bool is_watched(const std::string& service);

/// What the watchdog does, from start to end.
Outcome watch(const std::string& service);

}  // namespace wavix::cli
