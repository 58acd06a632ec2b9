// SPDX-License-Identifier: BSD-3-Clause

// The host is after an authentication what it was before.
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstdlib>
#include <filesystem>

#include "check.hpp"
#include "host.hpp"

namespace {

using namespace wavix::test;

volatile sig_atomic_t children_ended = 0;

std::size_t entries(const char* folder) {
  const std::filesystem::directory_iterator all(folder);
  return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

bool has_children() { return ::waitpid(-1, nullptr, WNOHANG | __WALL) >= 0 || errno != ECHILD; }

/// All that a library could change in its host, in words.
std::string state() {
  std::ostringstream text;
  const auto status = read_file("/proc/self/status");
  for (const char* name : {"Umask", "Uid", "Gid", "Groups", "Threads", "SigPnd", "ShdPnd", "SigBlk", "SigIgn",
                           "SigCgt", "Seccomp", "NoNewPrivs"})
    text << name << "=" << value_of(status, name) << "\n";
  for (int number = 1; number < NSIG; ++number) {
    struct sigaction now {};
    if (::sigaction(number, nullptr, &now) == 0)
      text << reinterpret_cast<std::uintptr_t>(now.sa_handler) << " ";
  }
  itimerval timer{};
  CHECK_EQ(::getitimer(ITIMER_REAL, &timer), 0);
  text << "\ntimer=" << timer.it_value.tv_sec << " cwd=" << std::filesystem::current_path()
       << " descriptors=" << entries("/proc/self/fd") << " session=" << ::getsid(0)
       << " group=" << ::getpgrp() << " locale=" << std::setlocale(LC_ALL, nullptr) << "\n";
  for (char** variable = environ; *variable != nullptr; ++variable)
    text << *variable << "\n";
  return text.str();
}

void an_authentication_leaves_no_trace() {
  in_child([] {
    struct sigaction counting {};
    counting.sa_handler = [](int) { children_ended = children_ended + 1; };
    CHECK_EQ(::sigaction(SIGCHLD, &counting, nullptr), 0);
    CHECK(::signal(SIGPIPE, SIG_IGN) != SIG_ERR);
    sigset_t some;
    ::sigemptyset(&some);
    ::sigaddset(&some, SIGUSR2);
    CHECK_EQ(::sigprocmask(SIG_SETMASK, &some, nullptr), 0);
    ::umask(027);
    CHECK_EQ(::chdir("/tmp"), 0);

    for (const char* verifier : {FAKE_VERIFIER, "/nonexistent", "/bin/true"}) {
      Login login{"play=accept,ask:2,verdict:exhausted text=No."};
      login.verifier = verifier;
      Host host(login);
      const auto before = state();
      static_cast<void>(host.authenticate());
      CHECK_EQ(state(), before);
      CHECK(!has_children());
    }
    CHECK_EQ(children_ended, 0);
  });
}

void a_signal_that_came_meanwhile_is_the_hosts() {
  in_child([] {
    static volatile sig_atomic_t caught = 0;
    CHECK(::signal(SIGTERM, [](int) { caught = caught + 1; }) != SIG_ERR);
    Host host({"play=accept,ask,verdict:verified"});
    host.on_prompt = [] { CHECK_EQ(::raise(SIGTERM), 0); };
    CHECK_EQ(host.authenticate(), PAM_SUCCESS);
    CHECK_EQ(caught, 1);
  });
}

void a_signal_that_interrupts_the_wait_does_not_end_it() {
  in_child([] {
    static volatile sig_atomic_t caught = 0;
    struct sigaction counting {};  // without SA_RESTART
    counting.sa_handler = [](int) { caught = caught + 1; };
    CHECK_EQ(::sigaction(SIGALRM, &counting, nullptr), 0);
    const itimerval every{{0, 2000}, {0, 2000}};
    CHECK_EQ(::setitimer(ITIMER_REAL, &every, nullptr), 0);
    Host host({"play=accept:1,silent"});
    CHECK_EQ(host.authenticate(), PAM_SYSTEM_ERR);
    CHECK_EQ(logged_line(), "verdict=internal cause=\"the verifier was silent past the deadline\"");
    CHECK(caught > 100);
  });
}

void a_host_that_ignores_its_children_authenticates() {
  in_child([] {
    CHECK(::signal(SIGCHLD, SIG_IGN) != SIG_ERR);
    for (int i = 0; i < 20; ++i) {
      Host host({"play=accept,ask,verdict:verified"});
      CHECK_EQ(host.authenticate(), PAM_SUCCESS);
    }
    CHECK(!has_children());
  });
}

void a_child_of_the_hosts_own_stays_the_hosts_to_wait_for() {
  in_child([] {
    const pid_t own = ::fork();
    if (own == 0) ::_exit(42);
    siginfo_t ended{};
    CHECK_EQ(::waitid(P_PID, static_cast<id_t>(own), &ended, WEXITED | WNOWAIT), 0);
    Host host({"play=accept,verdict:verified"});
    CHECK_EQ(host.authenticate(), PAM_SUCCESS);
    int status = 0;
    CHECK_EQ(::wait(&status), own);
    CHECK_EQ(WEXITSTATUS(status), 42);
  });
}

/// Authenticates in a process that stays at the prompt until `kill_host` ends it, and fails unless the
/// verifier then finds itself alone.
void check_left_alone(void (*kill_host)(pid_t)) {
  Host host({"play=accept,tell:asking,prompt,silent,tell:alone tell=DIR/tell"});
  Mailbox mailbox(host.file("tell"));
  host.on_prompt = [] { ::pause(); };
  const pid_t process = ::fork();
  if (process == 0) {
    static_cast<void>(::setpgid(0, 0));
    static_cast<void>(host.authenticate());
    ::_exit(1);
  }
  mailbox.await("asking");
  kill_host(process);
  mailbox.await("alone");
  int status = 0;
  CHECK_EQ(::waitpid(process, &status, 0), process);
  CHECK(WIFSIGNALED(status));
}

void the_verifier_learns_that_the_host_was_killed() {
  check_left_alone([](pid_t host) { CHECK_EQ(::kill(host, SIGKILL), 0); });
}

void the_verifier_outlives_the_hosts_process_group() {
  check_left_alone([](pid_t host) { CHECK_EQ(::kill(-host, SIGTERM), 0); });
}

void a_login_given_up_by_the_module_ends_the_verifiers_wait() {
  const TempDir dir;
  Mailbox mailbox(dir.file("tell"));
  Host host({"play=raw:00,silent,tell:alone tell=" + dir.file("tell")});
  CHECK_EQ(host.authenticate(), PAM_SYSTEM_ERR);
  mailbox.await("alone");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("an authentication leaves no trace", an_authentication_leaves_no_trace),
      TEST("a signal that came meanwhile is the host's", a_signal_that_came_meanwhile_is_the_hosts),
      TEST("a signal that interrupts the wait does not end it",
           a_signal_that_interrupts_the_wait_does_not_end_it),
      TEST("a host that ignores its children authenticates", a_host_that_ignores_its_children_authenticates),
      TEST("a child of the host's own stays the host's to wait for",
           a_child_of_the_hosts_own_stays_the_hosts_to_wait_for),
      TEST("the verifier learns that the host was killed", the_verifier_learns_that_the_host_was_killed),
      TEST("the verifier outlives the host's process group", the_verifier_outlives_the_hosts_process_group),
      TEST("a login given up by the module ends the verifier's wait",
           a_login_given_up_by_the_module_ends_the_verifiers_wait),
  };
  return cmocka_run_group_tests_name("module and its host", tests, nullptr, nullptr);
}
