// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

#include "base/expected.hpp"

namespace wavix::verifier {

/// From now on this process and its threads have those system calls that a login's dialogue makes
/// (seccomp(2)). One that no library of ours has any business with, such as execve(2), ends the process at
/// once: the module denies, and the kernel's log has it. Any other does not exist for it (ENOSYS), so that a
/// libc that tries a new one falls back to an old one. Where the kernel has no seccomp, a warning in the log.
/// Else the reason.
Expected<void, std::string> restrict_system_calls();

}  // namespace wavix::verifier
