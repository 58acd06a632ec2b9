// SPDX-License-Identifier: BSD-3-Clause
#include "module/spawn.hpp"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include "module/detached.hpp"

namespace wavix::module {
namespace {

constexpr std::size_t stack_size = 64 * 1024;

/// Memory for the two children's stacks, each below the other's.
class Stacks {
public:
  Stacks() noexcept
      : memory_(::mmap(nullptr, 2 * stack_size, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0)) {}
  ~Stacks() {
    if (good()) static_cast<void>(::munmap(memory_, 2 * stack_size));
  }
  Stacks(const Stacks&) = delete;
  Stacks& operator=(const Stacks&) = delete;
  Stacks(Stacks&&) = delete;
  Stacks& operator=(Stacks&&) = delete;

  [[nodiscard]] bool good() const noexcept { return memory_ != MAP_FAILED; }
  [[nodiscard]] void* first_top() const noexcept { return static_cast<char*>(memory_) + stack_size; }
  [[nodiscard]] void* second_top() const noexcept { return static_cast<char*>(memory_) + 2 * stack_size; }

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

int first_child(void* argument) noexcept {
  auto& order = *static_cast<DetachedStart*>(argument);
  if (::clone(exec_detached, order.stack_top, like_vfork, &order) < 0) order.error = errno;
  return 0;
}

}  // namespace

Spawned spawn_verifier(const char* path) noexcept {
  int ends[2] = {-1, -1};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return {Fd(), errno};
  Fd ours(ends[0]);
  const Fd theirs(ends[1]);
  const Stacks stacks;
  if (!stacks.good()) return {Fd(), errno};

  DetachedStart order{path, theirs.get(), stacks.second_top(), 0};
  const Undisturbed undisturbed;
  const pid_t first = ::clone(first_child, stacks.first_top(), like_vfork, &order);
  if (first < 0) return {Fd(), errno};
  while (::waitpid(first, nullptr, __WCLONE) < 0 && errno == EINTR) {
  }
  if (order.error != 0) return {Fd(), order.error};
  return {static_cast<Fd&&>(ours), 0};
}

}  // namespace wavix::module
