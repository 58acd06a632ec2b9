// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace wavix::protocol {

/// For what runs on the children's stacks: AddressSanitizer's marks would outlive a stack left by execve(2),
/// and be found by the next one at the same place.
#define ON_CHILDS_STACK __attribute__((no_sanitize("address")))

/// What the verifier's process is to become; in memory shared with the host, which is held until execve(2).
struct DetachedStart {
  const char* path;
  int socket;
  void* stack_top;
  int error;      ///< errno, if it came to nothing
  bool finished;  ///< nobody uses this memory any more
};

/// Under sudo and su the real uid is the user's, and the user could kill what has it. Where the host is not
/// root, all stays as it is.
ON_CHILDS_STACK void take_roots_uids() noexcept;

/// The last thing to run before the verifier's main(), in a child that shares the host's memory: only system
/// calls, no libc function that keeps a state. `argument` is a DetachedStart. Returns if the verifier could
/// not be executed.
ON_CHILDS_STACK int exec_detached(void* argument) noexcept;

}  // namespace wavix::protocol
