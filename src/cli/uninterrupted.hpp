// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <pthread.h>

#include <csignal>

namespace wavix::cli {

/// As long as it lives, no Ctrl-C, hang-up or polite request to end is heeded; then it is. For what must be
/// done as a whole: change, log, show.
class Uninterrupted {
public:
  Uninterrupted() {
    sigset_t signals{};
    ::sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP})
      ::sigaddset(&signals, signal);
    static_cast<void>(::pthread_sigmask(SIG_BLOCK, &signals, &before_));
  }
  Uninterrupted(const Uninterrupted&) = delete;
  Uninterrupted& operator=(const Uninterrupted&) = delete;
  ~Uninterrupted() { static_cast<void>(::pthread_sigmask(SIG_SETMASK, &before_, nullptr)); }

  /// Whether there was one, which takes effect at the end.
  static bool is_asked_to_end() {
    sigset_t pending{};
    static_cast<void>(::sigpending(&pending));
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT})
      if (::sigismember(&pending, signal) == 1) return true;
    return false;
  }

private:
  sigset_t before_{};
};

}  // namespace wavix::cli
