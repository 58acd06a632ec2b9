// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/unprivileged.hpp"

#include <fmt/format.h>
#include <grp.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "base/account.hpp"
#include "verifier/log.hpp"

namespace wavix::verifier {
namespace {

using Outcome = Expected<void, std::string>;

/// The kernel's overflow uid and gid, Debian's and Fedora's "nobody".
constexpr uid_t nobody = 65534;

auto failed(const char* doing) {
  const auto* const why = ::strerrordesc_np(errno);
  return unexpected(fmt::format("the verifier cannot give up its privileges: {}: {}; does the service that "
                                "asks for the login lack CAP_SETUID or CAP_SETGID?",
                                doing, why));
}

Account whom_to_become() {
  const auto found = account_named(unprivileged_user);
  if (found && *found) return **found;
  const auto why = found ? fmt::format("there is no user {}", unprivileged_user)
                         : fmt::format("user {}: {}", unprivileged_user, found.error());
  log_warning(fmt::format("{}; the verifier runs as uid {} instead, which other programs may share; {}", why,
                          nobody, how_to_make_the_user));
  return {"nobody", nobody, nobody};
}

/// Root was not held to RLIMIT_NPROC, and what came from the user's shell must not keep a thread from being
/// made: the name server could then not be asked. It counts all processes of the user, so it bounds little:
/// many logins at once, of three threads each.
Outcome allow_threads() {
  constexpr rlim_t enough = 16384, least = 1024;
  const rlimit wanted{enough, enough};
  if (::setrlimit(RLIMIT_NPROC, &wanted) == 0) return {};
  rlimit had{};
  if (::getrlimit(RLIMIT_NPROC, &had) == 0 && had.rlim_max >= least) {
    had.rlim_cur = had.rlim_max;
    if (::setrlimit(RLIMIT_NPROC, &had) == 0) return {};
  }
  return unexpected(
      fmt::format("the login came with a limit of {} processes, and root lacks CAP_SYS_RESOURCE "
                  "to raise it; see limits.conf(5), nproc",
                  had.rlim_max));
}

Outcome become(const Account& account) {
  if (account.uid == 0 || account.gid == 0)
    return unexpected(
        fmt::format("the user {} is root by another name, uid {}, gid {}; make it a system user "
                    "of its own",
                    account.name, account.uid, account.gid));
  if (auto allowed = allow_threads(); !allowed) return allowed;
  if (::setgroups(0, nullptr) != 0) return failed("setgroups");
  if (::setresgid(account.gid, account.gid, account.gid) != 0) return failed("setresgid");
  if (::setresuid(account.uid, account.uid, account.uid) != 0) return failed("setresuid");
  std::array<uid_t, 3> uids{};
  std::array<gid_t, 3> gids{};
  if (::getresuid(uids.data(), &uids[1], &uids[2]) != 0 || ::getresgid(gids.data(), &gids[1], &gids[2]) != 0)
    return failed("getresuid");
  if (std::count(uids.begin(), uids.end(), account.uid) != 3 ||
      std::count(gids.begin(), gids.end(), account.gid) != 3 || ::getgroups(0, nullptr) != 0)
    return unexpected<std::string>("the verifier cannot give up its privileges: not all of its ids changed");
  return {};
}

/// A change of uid takes them, but not where the host had set its securebits otherwise (capabilities(7)).
Outcome drop_capabilities() {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3> none{};
  static_cast<void>(
      ::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0));  // not there before Linux 4.3
  if (::syscall(SYS_capset, &header, none.data()) != 0) return failed("capset");
  return {};
}

/// No core, not even of a few bytes into a pipe (core(5)), and nobody's to trace: a change of uid has undone
/// what was set at the start.
Outcome keep_secrets() {
  const rlimit none{0, 0};
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return failed("PR_SET_NO_NEW_PRIVS");
  if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return failed("PR_SET_DUMPABLE");
  if (::setrlimit(RLIMIT_CORE, &none) != 0) return failed("RLIMIT_CORE");
  return {};
}

}  // namespace

Expected<void, std::string> become_unprivileged() {
  if (::geteuid() == 0)
    if (auto done = become(whom_to_become()); !done) return done;
  if (auto done = drop_capabilities(); !done) return done;
  return keep_secrets();
}

}  // namespace wavix::verifier
