// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <security/pam_modules.h>

#include "protocol/verdict.hpp"

namespace wavix::module {

// sudo authenticates up to three times on one handle, whatever the code says. Once a login is exhausted,
// forbidden or misconfigured, the later calls get the same answer at once. Nothing else is kept on the
// handle: under sshd it crosses no phase.

/// The verdict that stands for this handle; nullptr: none.
[[nodiscard]] const protocol::Verdict* finished_verdict(const pam_handle_t* pamh) noexcept;

void remember_finished(pam_handle_t* pamh, protocol::Verdict verdict) noexcept;

}  // namespace wavix::module
