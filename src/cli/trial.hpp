// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/expected.hpp"
#include "base/fd.hpp"
#include "guard/time.hpp"

/// Changes of /etc/pam.d that undo themselves unless a login through them was verified. Kept beside the
/// store: a note, the file as it was and as it was made, all root's alone. Not in /etc/pam.d, where each file
/// is a service.
namespace wavix::cli {

struct Trial {
  std::string service;
  std::string file;       ///< "/etc/pam.d/sshd"
  bool was_there = true;  ///< false: there was no such file, and undoing removes it
  std::string before, after;
  guard::WallTime since{};
  guard::WallTime ends{};          ///< for people
  guard::milliseconds ends_up{0};  ///< by CLOCK_BOOTTIME of `boot`
  std::string boot;                ///< another one now: the trial is over
  std::string by;                  ///< who began it
  std::string conf;                ///< Global::conf
};

using Done = Expected<void, std::string>;

/// No two processes change one service at the same time, or settle its trial.
class ServiceLock {
public:
  /// Nothing: another has it, and still had it a second later. A watchdog needs it for less.
  static Expected<std::optional<ServiceLock>, std::string> take(const std::string& service);

private:
  explicit ServiceLock(Fd fd) : fd_(std::move(fd)) {}
  Fd fd_;
};

/// Keeps what the file was, for good. `name` is "sshd.before".
Done keep(const std::string& name, const std::string& text);
/// Where keep() keeps it.
std::string kept_at(const std::string& name);

/// A trial begins with its note. Ending it leaves what the file was before as a backup.
Done begin_trial(const Trial& trial);
Done end_trial(const std::string& service);
/// Nothing: none is under way.
Expected<std::optional<Trial>, std::string> trial_of(const std::string& service);
/// The services that are on trial.
std::vector<std::string> services_on_trial();

bool is_over(const Trial& trial, const guard::Reading& now);

/// A lock that the watchdog of a service has as long as it lives, so that others can tell whether it does.
Expected<std::optional<Fd>, std::string> take_watch(const std::string& service);
/// Where a watchdog says that it is ready: a FIFO, made anew.
Expected<std::string, std::string> make_ready_pipe(const std::string& service);
std::string ready_pipe_of(const std::string& service);

}  // namespace wavix::cli
