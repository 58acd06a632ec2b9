// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>

namespace wavix::guard {

/// A process, so that it can be told whether it still runs: a pid alone is soon another's.
struct Holder {
  pid_t pid = 0;
  std::uint64_t start = 0;  ///< in clock ticks after the boot (proc_pid_stat(5), field 22)
};

/// The process `pid` of this pid namespace, if it runs and can be seen. A dead one that nobody has waited for
/// does not.
std::optional<Holder> running(pid_t pid);

/// Whether `holder` may still run: it does, or /proc hides processes from this one (hidepid, proc(5)) and
/// there is one of its number.
bool may_run(const Holder& holder);

}  // namespace wavix::guard
