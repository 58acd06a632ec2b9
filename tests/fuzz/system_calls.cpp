// SPDX-License-Identifier: BSD-3-Clause

// With it, to clang, libc's headers define what is defined here.
#undef _FORTIFY_SOURCE

#include "system_calls.hpp"

#include <poll.h>
#include <sqlite3.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <ctime>
#include <type_traits>

#include "fuzzer.hpp"

namespace wavix::fuzz::system_calls {
namespace {

/// In the order of the enumeration; those before `send` are SQLite's (its os_unix.c, aSyscall).
constexpr std::array<const char*, 14> names = {"open",      "fstat",  "ftruncate", "fcntl",  "pread",
                                               "pread64",   "pwrite", "pwrite64",  "unlink", "mmap",
                                               "fallocate", "send",   "recv",      "poll"};
enum Call : std::size_t {
  open_,
  fstat_,
  ftruncate_,
  fcntl_,
  pread_,
  pread64_,
  pwrite_,
  pwrite64_,
  unlink_,
  mmap_,
  fallocate_,
  send_,
  recv_,
  poll_
};

struct Fault {
  unsigned after = 0, times = 0;
  int error = 0;
};
std::array<Fault, names.size()> faults;
std::array<sqlite3_syscall_ptr, names.size()> originals;
constexpr std::int64_t beginning = std::int64_t{5} * 60 * 60 * 1000;
std::int64_t boottime = beginning;
bool running = false, truce = false, failed = false;

/// Whether the call is to fail now; errno is then set.
bool strikes(Call call) {
  auto& fault = faults.at(call);
  if (truce || fault.times == 0) return false;
  if (fault.after > 0) return --fault.after, false;
  --fault.times;
  failed = true;
  errno = fault.error;
  return true;
}

/// Between SQLite and the system.
template <Call Which, typename Result, typename... Arguments>
struct Door {
  static Result call(Arguments... arguments) {
    if (strikes(Which)) {
      if constexpr (std::is_pointer_v<Result>)
        return reinterpret_cast<Result>(-1);  // MAP_FAILED: NOLINT(performance-no-int-to-ptr)
      else
        return -1;
    }
    return reinterpret_cast<Result (*)(Arguments...)>(originals.at(Which))(arguments...);
  }
  static void open() {
    auto* const vfs = sqlite3_vfs_find(nullptr);
    originals.at(Which) = vfs->xGetSystemCall(vfs, names.at(Which));
    if (originals.at(Which) != nullptr)
      static_cast<void>(
          vfs->xSetSystemCall(vfs, names.at(Which), reinterpret_cast<sqlite3_syscall_ptr>(call)));
  }
};

void open_doors() {
  Door<open_, int, const char*, int, int>::open();
  Door<fstat_, int, int, struct stat*>::open();
  Door<ftruncate_, int, int, off_t>::open();
  Door<fcntl_, int, int, int, void*>::open();
  Door<pread_, ssize_t, int, void*, std::size_t, off_t>::open();
  Door<pread64_, ssize_t, int, void*, std::size_t, off64_t>::open();
  Door<pwrite_, ssize_t, int, const void*, std::size_t, off_t>::open();
  Door<pwrite64_, ssize_t, int, const void*, std::size_t, off64_t>::open();
  Door<unlink_, int, const char*>::open();
  Door<mmap_, void*, void*, std::size_t, int, int, int, off_t>::open();
  Door<fallocate_, int, int, off_t, off_t>::open();
}

}  // namespace

void reset() {
  if (!running) open_doors();
  running = true;
  truce = failed = false;
  faults = {};
  boottime = beginning;
}

void pass(std::int64_t milliseconds) { boottime += milliseconds; }

void plan_fault(std::string_view name, unsigned after, unsigned times, int error) {
  const auto* const found = std::find(names.begin(), names.end(), name);
  if (found != names.end())
    faults.at(static_cast<std::size_t>(found - names.begin())) = {after, times, error};
}

Truce::Truce() { truce = true; }
Truce::~Truce() { truce = false; }

bool any_failed() { return failed; }

bool is_readable(int fd) {
  pollfd state{fd, POLLIN, 0};
  return fd >= 0 && ::syscall(SYS_poll, &state, 1, 0) == 1;
}

}  // namespace wavix::fuzz::system_calls

// In front of libc's. Those that the system itself needs in vain, or the fuzzer, get through.
using namespace wavix::fuzz::system_calls;

extern "C" {
#define IN_FRONT __attribute__((visibility("default")))

IN_FRONT int clock_gettime(clockid_t clock, timespec* time) noexcept {
  if (!running || clock != CLOCK_BOOTTIME) return static_cast<int>(::syscall(SYS_clock_gettime, clock, time));
  *time = {boottime / 1000, boottime % 1000 * 1000000};
  return 0;
}

/// SQLite's wait for a lock.
IN_FRONT int usleep(useconds_t microseconds) {
  pass(microseconds / 1000 + 1);
  return 0;
}

IN_FRONT ssize_t send(int fd, const void* bytes, std::size_t size, int flags) {
  if (strikes(send_)) return -1;
  return ::syscall(SYS_sendto, fd, bytes, size, flags, nullptr, 0);
}

IN_FRONT ssize_t recv(int fd, void* bytes, std::size_t size, int flags) {
  if (strikes(recv_)) return -1;
  return ::syscall(SYS_recvfrom, fd, bytes, size, flags, nullptr, nullptr);
}

IN_FRONT int poll(pollfd* entries, nfds_t count, int timeout) {
  if (strikes(poll_)) return -1;
  // Nobody writes meanwhile: what is not there does not come, and waiting only makes it later.
  const auto ready = static_cast<int>(::syscall(SYS_poll, entries, count, running ? 0 : timeout));
  if (ready == 0 && running) pass(std::max(timeout, 1));
  return ready;
}
}
