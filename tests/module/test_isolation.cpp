// SPDX-License-Identifier: BSD-3-Clause

// What kind of process the verifier is, whatever the host is.
#include <fcntl.h>
#include <grp.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>

#include "check.hpp"
#include "host.hpp"

namespace {

using namespace wavix::test;

/// The verifier's own account of itself, asked for by this process as it is.
std::string report() {
  Host host({"report=DIR/report play=accept,report,verdict:verified"});
  CHECK_EQ(host.authenticate(), PAM_SUCCESS);
  return read_file(host.file("report"));
}

bool is_zero(const std::string& hexadecimal) {
  return hexadecimal.find_first_not_of('0') == std::string::npos;
}

void check_descriptors(const std::string& report) {
  CHECK_EQ(value_of(report, "descriptors"), "0 1 2 3");
  for (const char* name : {"fd0", "fd1", "fd2"})
    CHECK_EQ(value_of(report, name), "/dev/null");
}

void it_inherits_no_environment() {
  CHECK_EQ(::setenv("LD_PRELOAD_", "x", 1), 0);
  CHECK_EQ(::setenv("https_proxy", "http://evil.example.com", 1), 0);
  CHECK_EQ(value_of(report(), "environment"), "0");
}

void it_has_its_socket_and_no_other_descriptor() {
  check_descriptors(report());
  in_child([] {
    for (int fd = 3; fd < 300; ++fd)
      CHECK(::open("/dev/zero", O_RDONLY) >= 0);
    CHECK_EQ(::dup2(0, 1000), 1000);
    check_descriptors(report());
  });
}

// The host's end and the verifier's may have any number among those that the verifier's are moved to.
void it_has_its_socket_whichever_descriptors_the_host_has_closed() {
  for (unsigned closed = 0; closed < 32; ++closed)
    in_child([closed] {
      for (int fd = 0; fd < 5; ++fd) {
        if ((closed >> fd) & 1U)
          static_cast<void>(::close(fd));
        else if (::fcntl(fd, F_GETFD) < 0)
          static_cast<void>(::dup2(0, fd));
      }
      check_descriptors(report());
    });
}

void a_host_without_standard_descriptors_talks_to_no_socket() {
  in_child([] {
    Host host({"answers=DIR/answers play=accept,ask,verdict:verified"});
    bool open = true;
    host.on_prompt = [&] {
      open = false;
      for (int fd = 0; fd < 3; ++fd)
        open = open || ::fcntl(fd, F_GETFD) >= 0;
    };
    for (int fd = 0; fd < 3; ++fd)
      CHECK_EQ(::close(fd), 0);
    CHECK_EQ(host.authenticate(), PAM_SUCCESS);
    CHECK(!open);
  });
}

void its_folder_is_the_root_and_its_files_are_its_own() {
  CHECK_EQ(::chdir("/tmp"), 0);
  const auto mask = ::umask(0);
  const auto text = report();
  ::umask(mask);
  CHECK_EQ(value_of(text, "cwd"), "/");
  CHECK_EQ(value_of(text, "Umask"), "0077");
}

void it_leads_a_session_and_is_no_child_of_the_host() {
  const auto text = report();
  CHECK_EQ(value_of(text, "leads_session"), "1");
  CHECK(value_of(text, "parent") != std::to_string(::getpid()));
}

void it_ends_by_itself_some_time() {
  const auto seconds = std::stol(value_of(report(), "timer"));
  CHECK(seconds > 120 && seconds <= 900);
}

void its_signals_are_as_at_boot_whatever_the_hosts_are() {
  in_child([] {
    for (const int number : {SIGPIPE, SIGCHLD, SIGINT, SIGHUP, SIGTERM, SIGRTMIN, SIGRTMAX})
      CHECK(::signal(number, SIG_IGN) != SIG_ERR);
    CHECK(::signal(SIGALRM, [](int) {}) != SIG_ERR);
    sigset_t some;
    ::sigemptyset(&some);
    for (const int number : {SIGINT, SIGQUIT, SIGALRM, SIGUSR1, SIGRTMIN + 3})
      ::sigaddset(&some, number);
    CHECK_EQ(::sigprocmask(SIG_SETMASK, &some, nullptr), 0);
    const auto text = report();
    for (const char* name : {"SigBlk", "SigIgn", "SigPnd", "ShdPnd"})
      CHECK(is_zero(value_of(text, name)));
  });
}

/// Under these ids of the host's, all of the verifier's are root's.
void check_root(uid_t real, uid_t effective, uid_t saved, const char* said_uid) {
  if (lacks_root()) return;
  in_child([=] {
    const gid_t groups[] = {1000, 27};
    CHECK_EQ(::setgroups(2, groups), 0);
    CHECK_EQ(::setresgid(1000, effective == 0 ? 0 : 1000, 0), 0);
    CHECK_EQ(::setresuid(real, effective, saved), 0);
    // In a folder that the verifier can write to and the host need not.
    Host host({"report=DIR/report items=DIR/items play=accept,report,verdict:verified"});
    CHECK_EQ(host.authenticate(), PAM_SUCCESS);
    uid_t after[3];
    CHECK_EQ(::getresuid(&after[0], &after[1], &after[2]), 0);
    CHECK(after[0] == real && after[1] == effective && after[2] == saved);
    CHECK_EQ(::setresuid(0, 0, 0), 0);  // to read root's files
    const auto text = read_file(host.file("report"));
    CHECK_EQ(value_of(text, "Uid"), "0\t0\t0\t0");
    CHECK_EQ(value_of(text, "Gid"), "0\t0\t0\t0");
    CHECK_EQ(value_of(text, "Groups"), "");
    CHECK_EQ(value_of(read_file(host.file("items")), "caller_uid"), said_uid);
  });
}

void its_uids_are_roots_under_sudo_and_su() { check_root(1000, 0, 0, "1000"); }

void its_uids_are_roots_under_a_host_that_has_stepped_down() { check_root(1000, 1000, 0, "1000"); }

void without_root_it_is_what_the_host_is() {
  if (lacks_root()) return;
  in_child([] {
    CHECK_EQ(::setgroups(0, nullptr), 0);
    CHECK_EQ(::setresgid(1000, 1000, 1000), 0);
    CHECK_EQ(::setresuid(1000, 1000, 1000), 0);
    CHECK_EQ(value_of(report(), "Uid"), "1000\t1000\t1000\t1000");
  });
}

void it_closes_descriptors_without_close_range() {
  in_child([] {
    sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_close_range, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const sock_fprog program{std::size(code), code};
    CHECK_EQ(::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), 0);
    CHECK_EQ(::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program), 0);
    CHECK_EQ(::dup2(0, 500), 500);
    check_descriptors(report());
  });
}

void too_few_descriptors_deny() {
  for (rlim_t most = 4; most < 12; ++most)
    in_child([most] {
      forget_log();
      Host host({"play=accept,verdict:verified"});
      const rlimit limit{most, most};
      CHECK_EQ(::setrlimit(RLIMIT_NOFILE, &limit), 0);
      const int result = host.authenticate();
      CHECK(result == PAM_SUCCESS || result == PAM_SYSTEM_ERR);
      CHECK_EQ(logged().size(), result == PAM_SUCCESS ? 0U : 1U);
    });
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("it inherits no environment", it_inherits_no_environment),
      TEST("it has its socket and no other descriptor", it_has_its_socket_and_no_other_descriptor),
      TEST("it has its socket whichever descriptors the host has closed",
           it_has_its_socket_whichever_descriptors_the_host_has_closed),
      TEST("a host without standard descriptors talks to no socket",
           a_host_without_standard_descriptors_talks_to_no_socket),
      TEST("its folder is the root and its files are its own",
           its_folder_is_the_root_and_its_files_are_its_own),
      TEST("it leads a session and is no child of the host", it_leads_a_session_and_is_no_child_of_the_host),
      TEST("it ends by itself some time", it_ends_by_itself_some_time),
      TEST("its signals are as at boot whatever the host's are",
           its_signals_are_as_at_boot_whatever_the_hosts_are),
      TEST("its uids are root's under sudo and su", its_uids_are_roots_under_sudo_and_su),
      TEST("its uids are root's under a host that has stepped down",
           its_uids_are_roots_under_a_host_that_has_stepped_down),
      TEST("without root it is what the host is", without_root_it_is_what_the_host_is),
      TEST("it closes descriptors without close_range", it_closes_descriptors_without_close_range),
      TEST("too few descriptors deny", too_few_descriptors_deny),
  };
  return cmocka_run_group_tests_name("module isolation", tests, nullptr, nullptr);
}
