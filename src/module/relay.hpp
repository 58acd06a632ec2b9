// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <security/pam_modules.h>

#include "protocol/message.hpp"

namespace wavix::module {

/// How a login ended, as the verifier said or, with Verdict::internal, as the module had to say itself.
struct Outcome {
  protocol::Verdict verdict = protocol::Verdict::internal;
  const char* error = nullptr;  ///< for the log: what the verifier did wrong; nullptr: nothing
};

/// Hands the login to the verifier, puts its prompts to the conversation and its verdict into the result.
/// Shows the farewell unless `silent`. Only the verifier's own word makes a verdict; everything else is a
/// denial.
[[nodiscard]] Outcome relay(pam_handle_t* pamh, int socket, const protocol::Start& start,
                            bool silent) noexcept;

}  // namespace wavix::module
