// SPDX-License-Identifier: BSD-3-Clause

// Many authentications in one process, one after the other and at once.
#include <pthread.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "check.hpp"
#include "host.hpp"

namespace {

using namespace wavix::test;
using std::chrono::steady_clock;

int wanted() {
  const char* number = std::getenv("WAVIX2FA_AUTHENTICATIONS");
  return number == nullptr ? 1000 : static_cast<int>(std::strtol(number, nullptr, 10));
}

std::size_t entries(const char* folder) {
  const std::filesystem::directory_iterator all(folder);
  return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

long resident_kib() { return std::stol(value_of(read_file("/proc/self/status"), "VmRSS")); }

bool has_children() { return ::waitpid(-1, nullptr, WNOHANG | __WALL) >= 0 || errno != ECHILD; }

void authenticate_once() {
  Host host({"play=accept,ask,verdict:verified"});
  if (host.authenticate() != PAM_SUCCESS) throw std::runtime_error("an authentication failed");
}

void many_authentications_leave_nothing_behind() {
  const int count = wanted();
  for (int i = 0; i < count / 10 + 20; ++i)  // until the heap has found its size
    authenticate_once();
  const auto descriptors = entries("/proc/self/fd");
  const auto resident = resident_kib();
  const auto start = steady_clock::now();
  for (int i = 0; i < count; ++i)
    authenticate_once();
  const std::chrono::duration<double, std::milli> taken = steady_clock::now() - start;
  print_message("# %d authentications, %.2f ms each; resident memory %+ld KiB\n", count,
                taken.count() / count, resident_kib() - resident);
  CHECK_EQ(entries("/proc/self/fd"), descriptors);
  CHECK_EQ(entries("/proc/self/task"), 1U);
  CHECK(!has_children());
#ifndef __SANITIZE_ADDRESS__  // which keeps freed memory for a while
  CHECK(resident_kib() - resident <= 256);
#endif
}

void two_threads_authenticate_at_once() {
  const int each = wanted() / 5;
  std::atomic<int> failures = 0;
  const auto run = [&] {
    for (int i = 0; i < each; ++i) {
      try {
        Host host({"answers=DIR/answers play=accept,ask:2,verdict:verified"});
        const auto mine = std::to_string(::syscall(SYS_gettid)) + "-" + std::to_string(i);
        host.replies = {text(mine), text("again")};
        const bool good = host.authenticate() == PAM_SUCCESS;
        if (!good || read_file(host.file("answers")) != "text:" + mine + "\ntext:again\n") ++failures;
      } catch (const std::exception&) {
        ++failures;
      }
    }
  };
  const auto descriptors = entries("/proc/self/fd");
  std::thread first(run), second(run);
  first.join();
  second.join();
  CHECK_EQ(failures.load(), 0);
  CHECK_EQ(entries("/proc/self/fd"), descriptors);
  CHECK(!has_children());
}

/// Calls wait() all the time; whatever it gets is not its own.
class Waiter {
public:
  Waiter() : thread_([this] { run(); }) {}
  ~Waiter() {
    stop_ = true;
    thread_.join();
  }
  Waiter(const Waiter&) = delete;
  Waiter& operator=(const Waiter&) = delete;
  Waiter(Waiter&&) = delete;
  Waiter& operator=(Waiter&&) = delete;

  [[nodiscard]] long calls() const { return calls_; }
  [[nodiscard]] long strangers() const { return strangers_; }

private:
  void run() {
    while (!stop_) {
      const pid_t got = ::wait(nullptr);
      ++calls_;
      if (got >= 0 || errno != ECHILD) ++strangers_;
      std::this_thread::yield();
    }
  }
  std::atomic<bool> stop_ = false;
  std::atomic<long> calls_ = 0, strangers_ = 0;
  std::thread thread_;
};

void a_host_that_waits_all_the_time_meets_no_stranger() {
  const Waiter waiter;
  for (int i = 0; i < wanted() / 5; ++i)
    authenticate_once();
  CHECK(waiter.calls() > 0);
  CHECK_EQ(waiter.strangers(), 0);
}

void a_host_that_forks_meanwhile_keeps_no_login_waiting() {
  std::atomic<bool> stop = false;
  std::thread forker([&] {
    while (!stop) {
      const pid_t child = ::fork();
      if (child == 0) ::_exit(0);
      static_cast<void>(::waitpid(child, nullptr, 0));
    }
  });
  int failures = 0;
  for (int i = 0; i < wanted() / 10; ++i) {
    Host host({"play=accept,ask,verdict:verified"});
    failures += host.authenticate() != PAM_SUCCESS;
  }
  stop = true;
  forker.join();
  CHECK_EQ(failures, 0);
}

// What libpam and the module hold is lost with the thread, until the process ends.
void the_host_may_cancel_the_thread_that_authenticates() {
  const TempDir dir;
  Mailbox mailbox(dir.file("tell"));
  in_child([&] {
    Host host({"play=accept,tell:waiting,silent,tell:alone tell=" + dir.file("tell")});
    pthread_t thread{};
    const auto run = [](void* self) -> void* {
      static_cast<void>(static_cast<Host*>(self)->authenticate());
      return nullptr;
    };
    CHECK_EQ(::pthread_create(&thread, nullptr, run, &host), 0);
    mailbox.await("waiting");
    CHECK_EQ(::pthread_cancel(thread), 0);
    void* result = nullptr;
    CHECK_EQ(::pthread_join(thread, &result), 0);
    CHECK(result == PTHREAD_CANCELED);
  });
  mailbox.await("alone");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("many authentications leave nothing behind", many_authentications_leave_nothing_behind),
      TEST("two threads authenticate at once", two_threads_authenticate_at_once),
      TEST("a host that waits all the time meets no stranger",
           a_host_that_waits_all_the_time_meets_no_stranger),
      TEST("a host that forks meanwhile keeps no login waiting",
           a_host_that_forks_meanwhile_keeps_no_login_waiting),
      TEST("the host may cancel the thread that authenticates",
           the_host_may_cancel_the_thread_that_authenticates),
  };
  return cmocka_run_group_tests_name("module many times", tests, nullptr, nullptr);
}
