// SPDX-License-Identifier: BSD-3-Clause

// The moment between the host and the verifier, in which two processes run in the host's memory.
#include <fcntl.h>
#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>
#include <cstring>

#include "check.hpp"
#include "host.hpp"

namespace {

using namespace wavix::test;

// Set by a test, run by the second child in the host's memory: system calls only.
void (*before_exec)() = nullptr;
void (*before_session)() = nullptr;
char seen[8192];

}  // namespace

// The module's undefined symbols find these before libc's.
extern "C" __attribute__((visibility("default"))) int execve(const char* path, char* const* arguments,
                                                             char* const* environment) noexcept {
  if (before_exec != nullptr) before_exec();
  return static_cast<int>(::syscall(SYS_execve, path, arguments, environment));
}

extern "C" __attribute__((visibility("default"))) pid_t setsid() noexcept {
  if (before_session != nullptr) before_session();
  return static_cast<pid_t>(::syscall(SYS_setsid));
}

namespace {

/// What the first child is at the moment, to seen[].
void look_at_parent() {
  char path[64];
  static_cast<void>(std::snprintf(path, sizeof path, "/proc/%d/status", ::getppid()));
  const int fd = ::open(path, O_RDONLY);
  const auto size = ::read(fd, seen, sizeof seen - 1);
  seen[size > 0 ? size : 0] = '\0';
  static_cast<void>(::close(fd));
}

void the_user_can_kill_neither_child() {
  if (lacks_root()) return;
  in_child([] {
    CHECK_EQ(::setresuid(1000, 0, 0), 0);
    before_exec = look_at_parent;
    Host host({"play=accept,verdict:verified"});
    CHECK_EQ(host.authenticate(), PAM_SUCCESS);
    CHECK_EQ(value_of(seen, "Uid"), "0\t0\t0\t0");
    CHECK_EQ(value_of(seen, "Pid") == std::to_string(::getpid()), false);
  });
}

/// The host goes on, and the second child has still a way to go on its stack.
void kill_parent_and_tarry() {
  static_cast<void>(::kill(::getppid(), SIGKILL));
  static_cast<void>(::poll(nullptr, 0, 300));
  volatile char used[4096];
  for (std::size_t i = 0; i < sizeof used; i += 64)
    used[i] = 1;
}

void the_second_child_outlives_the_first() {
  in_child([] {
    before_exec = kill_parent_and_tarry;
    Host host({"play=accept,ask,verdict:verified"});
    CHECK_EQ(host.authenticate(), PAM_SUCCESS);
  });
}

void interrupt() { static_cast<void>(::kill(::getpid(), SIGINT)); }

void a_signal_for_the_hosts_group_does_not_end_the_verifier() {
  in_child([] {
    before_session = interrupt;
    Host host({"play=accept,ask,verdict:verified"});
    CHECK_EQ(host.authenticate(), PAM_SUCCESS);
  });
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("the user can kill neither child", the_user_can_kill_neither_child),
      TEST("the second child outlives the first", the_second_child_outlives_the_first),
      TEST("a signal for the host's group does not end the verifier",
           a_signal_for_the_hosts_group_does_not_end_the_verifier),
  };
  return cmocka_run_group_tests_name("module spawn", tests, nullptr, nullptr);
}
