// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/landlock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/landlock.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>

#include "base/fd.hpp"
#include "verifier/log.hpp"

namespace wavix::verifier {
namespace {

/// landlock_ruleset_attr with all that later kernels know; headers are of the building machine's.
struct Rules {
  std::uint64_t files;
  std::uint64_t network;  ///< from ABI 4
  std::uint64_t scopes;   ///< from ABI 6
};

constexpr std::uint64_t read_file = LANDLOCK_ACCESS_FS_READ_FILE;
constexpr std::uint64_t read_files = read_file | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t bind_tcp = 1, both_scopes = 3;

/// landlock(7): 13 accesses to files in ABI 1, then REFER, TRUNCATE, and in 5 IOCTL_DEV.
constexpr Rules rules_of(int abi) {
  constexpr unsigned first_accesses = 13;
  const unsigned accesses = first_accesses + (abi >= 2 ? 1 : 0) + (abi >= 3 ? 1 : 0) + (abi >= 5 ? 1 : 0);
  return {(std::uint64_t{1} << accesses) - 1, abi >= 4 ? bind_tcp : 0, abi >= 6 ? both_scopes : 0};
}

/// What an older kernel does not know, it is not told of.
constexpr std::size_t size_for(int abi) {
  return abi >= 6 ? sizeof(Rules) : abi >= 4 ? 2 * sizeof(std::uint64_t) : sizeof(std::uint64_t);
}

/// To be read: what resolver(5), nsswitch.conf(5) and its modules, the TLS libraries and tzset(3) read, which
/// differs from machine to machine, in folders where everything that is secret is not wavix2fa's to read
/// anyway. /proc tells whether other logins run, and has the path of memory_file().
constexpr const char* readable[] = {"/etc", "/usr", "/lib", "/lib64", "/run", "/var/run", "/proc",
                                    "/sys/devices/system/cpu", "/dev/urandom",
                                    // Where /etc/resolv.conf and the CAs in /etc may lead to.
                                    "/etc/resolv.conf", "/var/lib/ca-certificates"};

auto failed(const char* doing) {
  return unexpected(fmt::format("Landlock: {}: {}", doing, ::strerrordesc_np(errno)));
}

Expected<void, std::string> allow_reading(const Fd& ruleset, const char* path) {
  const Fd fd(::open(path, O_PATH | O_CLOEXEC));
  struct stat found {};
  if (!fd || ::fstat(fd.get(), &found) != 0) return {};  // then it need not be readable
  const landlock_path_beneath_attr rule{.allowed_access = S_ISDIR(found.st_mode) ? read_files : read_file,
                                        .parent_fd = fd.get()};
  if (::syscall(SYS_landlock_add_rule, ruleset.get(), LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0)
    return failed(path);
  return {};
}

}  // namespace

Expected<void, std::string> restrict_files() {
  const auto abi =
      static_cast<int>(::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION));
  if (abi < 1) {  // built or booted without it, or kept from us by a container's filter
    log_debug(fmt::format("no Landlock: {}", ::strerrordesc_np(errno)));
    return {};
  }
  const auto rules = rules_of(abi);
  const Fd ruleset(static_cast<int>(::syscall(SYS_landlock_create_ruleset, &rules, size_for(abi), 0)));
  if (!ruleset) return failed("landlock_create_ruleset");
  for (const auto* const path : readable)
    if (auto allowed = allow_reading(ruleset, path); !allowed) return allowed;
  if (::syscall(SYS_landlock_restrict_self, ruleset.get(), 0) != 0) return failed("landlock_restrict_self");
  return {};
}

}  // namespace wavix::verifier
