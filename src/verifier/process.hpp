// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>

namespace wavix::verifier {

/// Makes this process keep its secrets, its limits and its end its own: no core, not to be traced, none of
/// the resource limits that a user may have set before sudo, and no end by SIGTERM or SIGHUP.
void harden_process() noexcept;

/// The kernel kills this process after `time` of the machine running, whatever it may be doing; even stopped.
/// Not on a clock that counts through suspend: after one there must be time to conclude the login and to
/// cancel. Called again, the new time counts.
void kill_after(std::chrono::milliseconds time) noexcept;

}  // namespace wavix::verifier
