// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <pthread.h>

#include <algorithm>
#include <array>
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
    constexpr std::array ending = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    return std::any_of(ending.begin(), ending.end(),
                       [&](int signal) { return ::sigismember(&pending, signal) == 1; });
  }

private:
  sigset_t before_{};
};

}  // namespace wavix::cli
