// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/process.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>

#include <csignal>
#include <ctime>

namespace wavix::verifier {

void harden_process() noexcept {
  static_cast<void>(::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0));
  static_cast<void>(std::signal(SIGPIPE, SIG_IGN));
  const rlimit none{0, 0};
  static_cast<void>(::setrlimit(RLIMIT_CORE, &none));
  const rlimit unlimited{RLIM_INFINITY, RLIM_INFINITY};
  for (const auto resource : {RLIMIT_CPU, RLIMIT_FSIZE, RLIMIT_AS, RLIMIT_DATA})
    static_cast<void>(::setrlimit(resource, &unlimited));
  const rlimit files{1024, 1024};
  static_cast<void>(::setrlimit(RLIMIT_NOFILE, &files));
}

void kill_after(std::chrono::milliseconds time) noexcept {
  static auto* const timer = [] {
    sigevent event{};
    event.sigev_notify = SIGEV_SIGNAL;
    event.sigev_signo = SIGKILL;
    timer_t made{};
    return ::timer_create(CLOCK_BOOTTIME, &event, &made) == 0 ? made : timer_t{};
  }();
  itimerspec when{};
  when.it_value.tv_sec = time.count() / 1000;
  when.it_value.tv_nsec = (time.count() % 1000) * 1000000;
  static_cast<void>(::timer_settime(timer, 0, &when, nullptr));
}

}  // namespace wavix::verifier
