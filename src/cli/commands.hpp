// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "cli/command.hpp"

namespace wavix::cli {

/// Declares every command to `app`, under the headings of --help.
void add_commands(CLI::App& app, Command& chosen);

}  // namespace wavix::cli
