// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

#include "cli/command.hpp"

namespace wavix::cli {

struct CommandLine {
  Global global;
  Command command;
};

/// Why there is no command: help was asked for, or a word is wrong.
struct NoCommand {
  int exit_status;
  std::string text;  ///< whole lines, for standard output if the status is 0, else for standard error
};

Expected<CommandLine, NoCommand> command_line(int count, const char* const* words);

}  // namespace wavix::cli
