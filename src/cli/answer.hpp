// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string_view>

#include "verifier/flow.hpp"

namespace wavix::cli {

/// Shows the prompt on standard error and waits for a line on standard input. Nothing comes where that has
/// ended. Ctrl-C, a hang-up or a request to end is event::HostGone, and the signal stays pending for whoever
/// is Uninterrupted; ten minutes of silence are event::DeadlinePassed.
verifier::Event answer_to(std::string_view prompt);

}  // namespace wavix::cli
