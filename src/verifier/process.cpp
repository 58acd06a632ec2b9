// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/process.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>

#include <csignal>
#include <ctime>
#include <optional>

namespace wavix::verifier {

void harden_process() noexcept {
  static_cast<void>(::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0));
  // What systemd sends to all that a unit or a session leaves (systemd.kill(5)) is not what ends a login: the
  // host's end is, and then there is something left to do.
  for (const auto signal : {SIGPIPE, SIGTERM, SIGHUP})
    static_cast<void>(std::signal(signal, SIG_IGN));
  const rlimit none{0, 0};
  static_cast<void>(::setrlimit(RLIMIT_CORE, &none));
  const rlimit unlimited{RLIM_INFINITY, RLIM_INFINITY};
  for (const auto resource : {RLIMIT_CPU, RLIMIT_FSIZE, RLIMIT_AS, RLIMIT_DATA, RLIMIT_SIGPENDING})
    static_cast<void>(::setrlimit(resource, &unlimited));
  const rlimit files{1024, 1024};
  static_cast<void>(::setrlimit(RLIMIT_NOFILE, &files));
}

namespace {

/// SIGKILL at the end of it; nothing where the kernel will not give one.
std::optional<timer_t> make_killer() noexcept {
  sigevent event{};
  event.sigev_notify = SIGEV_SIGNAL;
  event.sigev_signo = SIGKILL;
  timer_t made{};
  if (::timer_create(CLOCK_MONOTONIC, &event, &made) != 0) return std::nullopt;
  return made;
}

}  // namespace

void kill_after(std::chrono::milliseconds time) noexcept {
  static const auto killer = make_killer();
  const auto seconds = time.count() / 1000;
  if (killer) {
    const itimerspec when{{0, 0}, {seconds, (time.count() % 1000) * 1000000}};
    static_cast<void>(::timer_settime(*killer, 0, &when, nullptr));
  } else {  // SIGALRM's default ends a process too, unless it is stopped
    const itimerval when{{0, 0}, {seconds, (time.count() % 1000) * 1000}};
    static_cast<void>(::setitimer(ITIMER_REAL, &when, nullptr));
  }
}

}  // namespace wavix::verifier
