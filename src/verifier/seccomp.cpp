// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/seccomp.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <net/if.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <type_traits>
#include <vector>

#include "base/handle.hpp"
#include "verifier/log.hpp"
#include "verifier/system_calls.hpp"

namespace wavix::verifier {
namespace {

using Context = Handle<std::remove_pointer_t<scmp_filter_ctx>, seccomp_release>;
using Conditions = std::vector<scmp_arg_cmp>;

constexpr scmp_arg_cmp is(unsigned argument, std::uint64_t value) {
  return {argument, SCMP_CMP_EQ, value, 0};
}
/// Of the bits in `mask`, these and no other.
constexpr scmp_arg_cmp has(unsigned argument, std::uint64_t mask, std::uint64_t bits) {
  return {argument, SCMP_CMP_MASKED_EQ, mask, bits};
}

/// A filter in the making. What goes wrong first is kept.
class Filter {
public:
  Filter() : context_(seccomp_init(SCMP_ACT_ERRNO(ENOSYS))) {
    note(context_ ? seccomp_attr_set(context_.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS)
                  : -ENOMEM);
    // A search by halves instead of one call after the other; libseccomp before 2.5 does not know how.
    static_cast<void>(seccomp_attr_set(context_.get(), SCMP_FLTATR_CTL_OPTIMIZE, 2));
  }

  /// Where all conditions hold.
  void allow(const char* call, const Conditions& conditions = {}) { add(SCMP_ACT_ALLOW, call, conditions); }
  void kill(const char* call, const Conditions& conditions = {}) {
    add(SCMP_ACT_KILL_PROCESS, call, conditions);
  }

  /// errno; 0: from now on it counts.
  [[nodiscard]] int load() {
    if (error_ == 0) note(seccomp_load(context_.get()));
    return -error_;
  }

private:
  void add(std::uint32_t action, const char* call, const Conditions& conditions) {
    const int number = error_ == 0 ? seccomp_syscall_resolve_name(call) : -1;
    if (number >= 0)
      note(seccomp_rule_add_array(context_.get(), action, number, static_cast<unsigned>(conditions.size()),
                                  conditions.data()));
  }
  void note(int code) {
    if (error_ == 0 && code < 0) error_ = code;
  }

  Context context_;
  int error_ = 0;
};

/// glibc tries clone3 first, whose flags are in memory and cannot be seen: it falls back.
void threads_and_no_processes(Filter& filter) {
#ifdef __s390x__
  constexpr unsigned flags = 1;
#else
  constexpr unsigned flags = 0;
#endif
  filter.allow("clone", {has(flags, CLONE_THREAD, CLONE_THREAD)});
  filter.kill("clone", {has(flags, CLONE_THREAD, 0)});
}

/// For reading alone: where the kernel has no Landlock this holds just as well.
void open_for_reading(Filter& filter) {
  constexpr std::uint64_t changing = O_ACCMODE | O_CREAT | O_TRUNC;
  filter.allow("open", {has(1, changing, O_RDONLY)});
  filter.allow("openat", {has(2, changing, O_RDONLY)});
}

/// Memory is for writing or for executing, and is not made executable afterwards. Libraries come with the
/// modules of nsswitch.conf(5), which are loaded when they are needed.
void memory(Filter& filter) {
  filter.allow("mmap", {has(2, PROT_EXEC, 0)});
  filter.allow("mmap", {has(2, PROT_EXEC | PROT_WRITE, PROT_EXEC)});
  filter.allow("mprotect", {has(2, PROT_EXEC, 0)});
}

/// TCP and UDP; syslog(3), name service daemons and ldapi; the kernel's own addresses (getaddrinfo(3)).
void sockets(Filter& filter) {
  constexpr std::uint64_t type = 0xF;  // without SOCK_CLOEXEC and SOCK_NONBLOCK
  for (const auto family : {AF_INET, AF_INET6})
    for (const auto kind : {SOCK_STREAM, SOCK_DGRAM})
      filter.allow("socket", {is(0, static_cast<std::uint64_t>(family)),
                              has(1, type, static_cast<std::uint64_t>(kind))});
  constexpr std::uint64_t netlink_route = 0;
  filter.allow("socket", {is(0, AF_UNIX)});
  filter.allow("socketpair", {is(0, AF_UNIX)});
  filter.allow("socket", {is(0, AF_NETLINK), is(2, netlink_route)});
  for (const auto request : {FIONREAD, FIONBIO, SIOCGIFINDEX, TCGETS})
    filter.allow("ioctl", {is(1, static_cast<std::uint64_t>(request))});
}

/// To ask after a process, as holder.cpp does, and to end itself, as abort(3) does; to ask for a limit and to
/// name a thread.
void processes(Filter& filter) {
  constexpr std::uint64_t nothing = 0;
  constexpr std::uint64_t name_memory = 0x53564d41;  // PR_SET_VMA, of which glibc's malloc makes use
  filter.allow("kill", {is(1, nothing)});
  filter.allow("tgkill", {is(0, static_cast<std::uint64_t>(::getpid()))});
  filter.allow("prlimit64", {is(2, nothing)});
  for (const std::uint64_t option : {std::uint64_t{PR_SET_NAME}, std::uint64_t{PR_GET_NAME}, name_memory})
    filter.allow("prctl", {is(0, option)});
}

}  // namespace

Expected<void, std::string> restrict_system_calls() {
  if constexpr (sizeof(void*) < 8) {  // the lists have the calls of 64-bit machines
    log_debug("no seccomp filter for machines of 32 bits");
    return {};
  }
  Filter filter;
  for (const auto* const call : allowed_calls)
    filter.allow(call);
  for (const auto* const call : deadly_calls)
    filter.kill(call);
  threads_and_no_processes(filter);
  open_for_reading(filter);
  memory(filter);
  sockets(filter);
  processes(filter);
  const int error = filter.load();
  if (error == 0) return {};
  const auto text = fmt::format("seccomp: {}", ::strerrordesc_np(error));
  // The kernel has none, or a container's filter keeps it from us.
  if (error != ENOSYS && error != EINVAL && error != EPERM) return unexpected(text);
  log_warning(text + "; the verifier's system calls are not restricted");
  return {};
}

}  // namespace wavix::verifier
