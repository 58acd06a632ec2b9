// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "base/fd.hpp"

namespace wavix::protocol {

/// The verifier's end of the conversation, or why there is none.
struct Spawned {
  Fd socket;      ///< closing it tells the verifier that the host is gone
  int error = 0;  ///< errno if there is no socket
};

/// Starts `path` as a process that has nothing of the host's but one socket, as its descriptor 3: a session
/// of its own, root's uids where the host may, an empty environment, default signals, nothing else open. It
/// is init's child, not the host's: the host gets no SIGCHLD, and its wait() never sees it.
[[nodiscard]] Spawned spawn_verifier(const char* path) noexcept;

}  // namespace wavix::protocol
