// SPDX-License-Identifier: BSD-3-Clause
#include "protocol/spawn.hpp"

#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <cerrno>
#include <csignal>

#include "protocol/detached.hpp"

namespace wavix::protocol {
namespace {

constexpr std::size_t stack_size = std::size_t{64} * 1024;

/// What the host shares with its two children: the order, and a stack for each.
struct Shared {
  alignas(64) char first_stack[stack_size];
  char second_stack[stack_size];
  DetachedStart order;
};

class SharedMemory {
public:
  SharedMemory() noexcept
      : memory_(::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0)) {}
  /// Where the first child was killed the second may still run: better a little memory lost than it on a
  /// stack that is another's by now.
  ~SharedMemory() {
    if (good() && get()->order.finished) static_cast<void>(::munmap(memory_, sizeof(Shared)));
  }
  SharedMemory(const SharedMemory&) = delete;
  SharedMemory& operator=(const SharedMemory&) = delete;
  SharedMemory(SharedMemory&&) = delete;
  SharedMemory& operator=(SharedMemory&&) = delete;

  [[nodiscard]] bool good() const noexcept { return memory_ != MAP_FAILED; }
  [[nodiscard]] Shared* get() const noexcept { return static_cast<Shared*>(memory_); }

private:
  void* memory_;
};

/// While the children share our memory, no handler of the host's may run in them and no pthread_cancel() end
/// us.
class Undisturbed {
public:
  Undisturbed() noexcept {
    sigset_t all;
    static_cast<void>(::sigfillset(&all));
    static_cast<void>(::pthread_sigmask(SIG_SETMASK, &all, &mask_));
    static_cast<void>(::pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &cancel_));
  }
  ~Undisturbed() {
    static_cast<void>(::pthread_setcancelstate(cancel_, nullptr));
    static_cast<void>(::pthread_sigmask(SIG_SETMASK, &mask_, nullptr));
  }
  Undisturbed(const Undisturbed&) = delete;
  Undisturbed& operator=(const Undisturbed&) = delete;
  Undisturbed(Undisturbed&&) = delete;
  Undisturbed& operator=(Undisturbed&&) = delete;

private:
  sigset_t mask_{};
  int cancel_ = PTHREAD_CANCEL_ENABLE;
};

// A child without an exit signal is invisible to wait() and needs __WCLONE (clone(2)); execve(2) gives it
// SIGCHLD back. So there are two: the first never executes anything, and leaves the second, which does, to
// init. Both share our memory and hold us until they are done, as vfork(2) does: a large host costs no more
// than a small one.
constexpr int like_vfork = CLONE_VM | CLONE_VFORK;

// Killed, it would let the host go on while the second runs: so both are root's before there is a second.
ON_CHILDS_STACK int first_child(void* argument) noexcept {
  auto& order = *static_cast<DetachedStart*>(argument);
  take_roots_uids();
  if (::clone(exec_detached, order.stack_top, like_vfork, &order) < 0) order.error = errno;
  order.finished = true;
  return 0;
}

/// Not one of the standard descriptors, though the host may have closed those: it still speaks and listens to
/// them.
Fd above_standard(Fd fd) noexcept {
  return fd.get() > STDERR_FILENO ? static_cast<Fd&&>(fd)
                                  : Fd(::fcntl(fd.get(), F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
}

}  // namespace

Spawned spawn_verifier(const char* path) noexcept {
  int ends[2] = {-1, -1};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return {Fd(), errno};
  const Fd theirs(ends[1]);
  Fd ours = above_standard(Fd(ends[0]));
  if (!ours) return {Fd(), errno};
  const SharedMemory memory;
  if (!memory.good()) return {Fd(), errno};

  auto& shared = *memory.get();
  auto& order = shared.order;
  order = {path, theirs.get(), shared.second_stack + stack_size, 0, false};
  const Undisturbed undisturbed;
  const pid_t first = ::clone(first_child, shared.first_stack + stack_size, like_vfork, &order);
  if (first < 0) {
    order.finished = true;
    return {Fd(), errno};
  }
  while (::waitpid(first, nullptr, static_cast<int>(__WCLONE)) < 0 && errno == EINTR) {
  }
  if (order.error != 0) return {Fd(), order.error};
  return {static_cast<Fd&&>(ours), 0};
}

}  // namespace wavix::protocol
