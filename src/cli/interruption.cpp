// SPDX-License-Identifier: BSD-3-Clause
#include "cli/interruption.hpp"

#include <pthread.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace wavix::cli {

Interruption::Interruption() {
  sigset_t signals{};
  ::sigemptyset(&signals);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT})
    ::sigaddset(&signals, signal);
  static_cast<void>(::pthread_sigmask(SIG_BLOCK, &signals, &before_));
  signals_ = Fd(::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK));
}

Interruption::~Interruption() {
  if (taken_ != 0) static_cast<void>(std::raise(taken_));
  static_cast<void>(::pthread_sigmask(SIG_SETMASK, &before_, nullptr));
}

void Interruption::take() {
  signalfd_siginfo what{};
  if (::read(signals_.get(), &what, sizeof what) == ssize_t{sizeof what})
    taken_ = static_cast<int>(what.ssi_signo);
}

}  // namespace wavix::cli
