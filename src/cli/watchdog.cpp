// SPDX-License-Identifier: BSD-3-Clause
#include "cli/watchdog.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <ctime>
#include <optional>

#include "cli/log.hpp"
#include "cli/settle.hpp"

namespace wavix::cli {
namespace {

constexpr timespec tick = {1, 0};

void say_ready(const std::string& service) {
  // Nobody may wait any more; then nobody needs it.
  const Fd pipe(::open(ready_pipe_of(service).c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC));
  if (pipe) static_cast<void>(!::write(pipe.get(), "r", 1));
}

class Watch {
public:
  explicit Watch(const std::string& service) : service_(service) {}

  /// True: there is nothing left to watch.
  bool look(Now now) {
    auto trial = trial_of(service_);
    if (!trial) return complain(trial.error());
    if (!*trial) return true;
    if (now == Now::if_over && !is_ripe(**trial)) return false;
    const auto lock = ServiceLock::take(service_);
    if (!lock) return complain(lock.error());
    if (!*lock) return false;  // whoever has it is changing or settling it now
    trial = trial_of(service_);
    if (!trial) return complain(trial.error());
    if (!*trial) return true;
    const auto settled = settle(**trial, now);
    return settled ? settled->how != Settled::waiting : complain(settled.error());
  }

private:
  /// Once; then it goes on trying: the disk may come back.
  bool complain(const std::string& reason) {
    if (reason != complaint_)
      log_deed({}, "enable not undone yet", {{"service", service_}, {"reason", reason}}, Weight::alarming);
    complaint_ = reason;
    return false;
  }

  const std::string& service_;
  std::string complaint_;
};

}  // namespace

bool is_watched(const std::string& service) {
  const auto watch = take_watch(service);
  return watch && !*watch;
}

Outcome watch(const std::string& service) {
  sigset_t asked_to_end{};
  ::sigemptyset(&asked_to_end);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP})
    ::sigaddset(&asked_to_end, signal);
  static_cast<void>(::sigprocmask(SIG_BLOCK, &asked_to_end, nullptr));
  say_ready(service);
  auto held = take_watch(service);  // one of a trial before may not have seen yet that it is over
  auto now = Now::if_over;
  for (Watch here(service); !here.look(now);) {
    const int signal = ::sigtimedwait(&asked_to_end, nullptr, &tick);
    if (signal == SIGTERM || signal == SIGINT) now = Now::at_once;
    if (!held || !*held) held = take_watch(service);
  }
  return {};
}

}  // namespace wavix::cli
