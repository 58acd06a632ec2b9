// SPDX-License-Identifier: BSD-3-Clause
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <vector>

#include "base/handle.hpp"
#include "cli/watchdog.hpp"

namespace wavix::cli {
namespace {

constexpr int patience_ms = 5000;
using Words = std::vector<std::string>;

/// In a session of its own, with nothing of ours: descriptors, environment, folder, signals.
Expected<pid_t, std::string> spawn(Words words) {
  posix_spawnattr_t attributes{};
  posix_spawn_file_actions_t actions{};
  static_cast<void>(::posix_spawnattr_init(&attributes));
  static_cast<void>(::posix_spawn_file_actions_init(&actions));
  const Handle<posix_spawnattr_t, ::posix_spawnattr_destroy> attributes_end(&attributes);
  const Handle<posix_spawn_file_actions_t, ::posix_spawn_file_actions_destroy> actions_end(&actions);
  sigset_t all{};
  sigset_t none{};
  ::sigfillset(&all);
  ::sigemptyset(&none);
  static_cast<void>(::posix_spawnattr_setsigdefault(&attributes, &all));
  static_cast<void>(::posix_spawnattr_setsigmask(&attributes, &none));
  static_cast<void>(::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF |
                                                                POSIX_SPAWN_SETSIGMASK));
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    static_cast<void>(::posix_spawn_file_actions_addopen(&actions, fd, "/dev/null", O_RDWR, 0));
  static_cast<void>(::posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1));
  static_cast<void>(::posix_spawn_file_actions_addchdir_np(&actions, "/"));
  std::vector<char*> pointers;
  for (auto& word : words)
    pointers.push_back(word.data());
  pointers.push_back(nullptr);
  char* environment[] = {nullptr};
  pid_t pid = 0;
  const int error =
      ::posix_spawn(&pid, words.front().c_str(), &actions, &attributes, pointers.data(), environment);
  if (error != 0) return unexpected(fmt::format("{}: {}", words.front(), ::strerrordesc_np(error)));
  return pid;
}

/// Whether somebody says within the time that they watch.
bool is_ready(int pipe) {
  pollfd waiting{pipe, POLLIN, 0};
  return ::poll(&waiting, 1, patience_ms) == 1 && (waiting.revents & POLLIN) != 0;
}

/// As a unit of systemd's. False: there is no systemd, or it will not.
bool start_by_systemd(const std::string& service, const Words& words, int pipe) {
  constexpr const char* runs = "/run/systemd/system";  // sd_booted(3)
  constexpr const char* program = "/usr/bin/systemd-run";
  std::error_code error;
  if (!std::filesystem::exists(runs, error) || !std::filesystem::exists(program, error)) return false;
  Words all = {program,
               "--quiet",
               "--collect",
               fmt::format("--unit=wavix2fa-trial-{}-{}", service, ::getpid()),
               "--description=undoes wavix2fa enable unless it is confirmed",
               "--"};
  all.insert(all.end(), words.begin(), words.end());
  const auto pid = spawn(std::move(all));
  int status = -1;
  return pid && ::waitpid(*pid, &status, 0) == *pid && status == 0 && is_ready(pipe);
}

}  // namespace

Done start_watchdog(const std::string& service) {
  const auto path = make_ready_pipe(service);
  if (!path) return unexpected(path.error());
  const Fd pipe(::open(path->c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (!pipe) return unexpected(fmt::format("{} cannot be opened: {}", *path, ::strerrordesc_np(errno)));
  std::error_code error;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
  if (error) return unexpected<std::string>("/proc/self/exe cannot be read; is /proc mounted?");
  const Words words = {self, "enable", "--watch", service};
  if (start_by_systemd(service, words, pipe.get())) return {};
  if (const auto pid = spawn(words); !pid) return unexpected(pid.error());
  if (!is_ready(pipe.get()))
    return unexpected<std::string>("the process that would undo the change did not start");
  return {};
}

}  // namespace wavix::cli
