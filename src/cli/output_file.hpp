// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>

#include "cli/command.hpp"

namespace wavix::cli {

/// Puts `text` in a file that a command was told to make, in one step: whoever reads it gets all of the old
/// or all of the new, and a disk that is full leaves the old. The new file is this process's, with `mode` as
/// far as its umask lets. The text waits beside it as ".NAME.…", so that nobody who looks for NAME finds half
/// of it.
Outcome put(const std::string& path, std::string_view text, mode_t mode);

}  // namespace wavix::cli
