// SPDX-License-Identifier: BSD-3-Clause
#include "protocol/detached.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <ctime>

namespace wavix::protocol {
namespace {

constexpr int verifiers_socket = 3;
/// The verifier sets its own deadline; this one ends it if it never comes to that. Survives execve(2).
constexpr time_t last_resort_s = 900;

/// The descriptors of the verifier: /dev/null, three times, and the socket.
ON_CHILDS_STACK bool arrange_descriptors(int socket) noexcept {
  // A copy above the range that is written to next, whichever number the host's end has.
  const int copy = ::fcntl(socket, F_DUPFD, verifiers_socket + 1);
  if (copy < 0) return false;
  const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  if (null < 0) return false;
  for (int fd = 0; fd < verifiers_socket; ++fd) {
    const bool done = fd == null ? ::fcntl(fd, F_SETFD, 0) == 0 : ::dup2(null, fd) == fd;
    if (!done) return false;
  }
  if (::dup2(copy, verifiers_socket) != verifiers_socket) return false;
  if (::syscall(SYS_close_range, verifiers_socket + 1, ~0U, 0) == 0) return true;
  for (int fd = verifiers_socket + 1; fd < 65536; ++fd)
    static_cast<void>(::close(fd));  // before Linux 5.9
  return true;
}

ON_CHILDS_STACK void reset_signals() noexcept {
  sigset_t all;
  static_cast<void>(::sigfillset(&all));
  // What came for the host's process group before setsid() was not meant for the verifier.
  const timespec at_once{};
  while (::sigtimedwait(&all, nullptr, &at_once) > 0) {
  }
  // SIG_DFL and nothing else is all zeros. libc's sigaction() may wait for a lock of another thread's.
  const struct sigaction fallback {};
  for (int number = 1; number < _NSIG; ++number)
    static_cast<void>(::syscall(SYS_rt_sigaction, number, &fallback, nullptr, _NSIG / 8));
  sigset_t none;
  static_cast<void>(::sigemptyset(&none));
  static_cast<void>(::sigprocmask(SIG_SETMASK, &none, nullptr));
}

}  // namespace

// Raw system calls: libc's wrappers would change every thread of the host (nptl(7)). The uids first: a host
// that has stepped down gets the right to do the rest with them.
void take_roots_uids() noexcept {
  static_cast<void>(::syscall(SYS_setresuid, 0, 0, 0));
  static_cast<void>(::syscall(SYS_setresgid, 0, 0, 0));
  static_cast<void>(::syscall(SYS_setgroups, 0, nullptr));
}

int exec_detached(void* argument) noexcept {
  auto& order = *static_cast<DetachedStart*>(argument);
  // Its own session: the terminal's Ctrl-C and sshd's SIGTERM to its process group pass it by.
  static_cast<void>(::setsid());
  static_cast<void>(::umask(077));
  if (arrange_descriptors(order.socket) && ::chdir("/") == 0) {
    const itimerval last_resort{{0, 0}, {last_resort_s, 0}};
    static_cast<void>(::setitimer(ITIMER_REAL, &last_resort, nullptr));
    char name[] = "wavix2fa-verifier";
    char* arguments[] = {name, nullptr};
    char* environment[] = {nullptr};
    reset_signals();
    static_cast<void>(::execve(order.path, arguments, environment));
  }
  order.error = errno;
  return 0;
}

}  // namespace wavix::protocol
