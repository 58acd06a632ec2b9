// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string_view>

#include "cli/command.hpp"

namespace wavix::cli {

/// All of `text` to standard output, at once and kept nowhere on the way. Fails where it could not be
/// written.
Outcome show(std::string_view text);

/// That what was shown has arrived: some file systems tell of a full disk only now.
Outcome shown_for_good();

/// Asks on the terminal, and fails if the answer is not yes. Without a terminal it fails with `otherwise`.
Outcome confirm(std::string_view question, std::string_view otherwise);

}  // namespace wavix::cli
