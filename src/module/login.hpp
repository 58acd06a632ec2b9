// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <security/pam_modules.h>

namespace wavix::module {

/// One pam_sm_authenticate(3): the items, the verifier, the relay, the verdict. Returns a PAM code.
[[nodiscard]] int authenticate(pam_handle_t* pamh, int flags, int argc, const char** argv) noexcept;

}  // namespace wavix::module
