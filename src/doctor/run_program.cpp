// SPDX-License-Identifier: BSD-3-Clause
#include "doctor/run_program.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "base/fd.hpp"
#include "base/handle.hpp"

namespace wavix::doctor {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::size_t most_text = std::size_t{256} << 10U;

struct Pipe {
  Fd read, write;
};

Expected<Pipe, std::string> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return unexpected(std::string(::strerrordesc_np(errno)));
  return Pipe{Fd(ends[0]), Fd(ends[1])};
}

Expected<pid_t, std::string> start(const std::vector<std::string>& words, int out, int err) {
  posix_spawn_file_actions_t actions_made;
  posix_spawnattr_t attributes_made;
  ::posix_spawn_file_actions_init(&actions_made);
  ::posix_spawnattr_init(&attributes_made);
  const Handle<posix_spawn_file_actions_t, ::posix_spawn_file_actions_destroy> actions(&actions_made);
  const Handle<posix_spawnattr_t, ::posix_spawnattr_destroy> attributes(&attributes_made);
  ::posix_spawn_file_actions_addopen(actions.get(), STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(actions.get(), out, STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(actions.get(), err, STDERR_FILENO);
  sigset_t defaults{}, none{};
  ::sigemptyset(&none);
  ::sigemptyset(&defaults);
  ::sigaddset(&defaults, SIGPIPE);
  ::posix_spawnattr_setsigdefault(attributes.get(), &defaults);
  ::posix_spawnattr_setsigmask(attributes.get(), &none);
  ::posix_spawnattr_setflags(attributes.get(), POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (const auto& word : words)
    arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  std::string path = "PATH=/usr/sbin:/usr/bin:/sbin:/bin", locale = "LC_ALL=C";
  std::array<char*, 3> environment{path.data(), locale.data(), nullptr};
  pid_t child = 0;
  const int error = ::posix_spawn(&child, words.front().c_str(), actions.get(), attributes.get(),
                                  arguments.data(), environment.data());
  if (error != 0) return unexpected(fmt::format("cannot be run: {}", ::strerrordesc_np(error)));
  return child;
}

/// Whether there may be more to come. What is too much is read and dropped, so that the program can end.
bool read_some(int fd, std::string& text) {
  std::array<char, 16384> piece{};
  const auto got = ::read(fd, piece.data(), piece.size());
  if (got < 0) return errno == EINTR;
  text.append(piece.data(),
              std::min(static_cast<std::size_t>(got), most_text - std::min(most_text, text.size())));
  return got > 0;
}

/// Until both are closed; false: `ends` came first.
bool read_all(Pipe& out, Pipe& err, Ran& ran, Clock::time_point ends) {
  std::array<pollfd, 2> states{{{out.read.get(), POLLIN, 0}, {err.read.get(), POLLIN, 0}}};
  while (states[0].fd >= 0 || states[1].fd >= 0) {
    const auto left = std::chrono::ceil<milliseconds>(ends - Clock::now()).count();
    if (left <= 0) return false;
    if (::poll(states.data(), states.size(), static_cast<int>(left)) < 0 && errno != EINTR) return false;
    for (std::size_t i = 0; i < states.size(); ++i)
      if (states[i].fd >= 0 && states[i].revents != 0 && !read_some(states[i].fd, i == 0 ? ran.out : ran.err))
        states[i].fd = -1;
  }
  return true;
}

int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

Expected<Ran, std::string> run_program(const std::vector<std::string>& words, milliseconds most) {
  const auto ends = Clock::now() + most;
  auto out = make_pipe();
  auto err = make_pipe();
  if (!out || !err) return unexpected(out ? err.error() : out.error());
  const auto child = start(words, out->write.get(), err->write.get());
  if (!child) return unexpected(child.error());
  out->write.reset();
  err->write.reset();
  Ran ran;
  const bool in_time = read_all(*out, *err, ran, ends);
  if (!in_time) static_cast<void>(::kill(*child, SIGKILL));
  ran.status = wait_for(*child);
  if (!in_time) return unexpected(fmt::format("did not end within {} s", most.count() / 1000));
  return ran;
}

}  // namespace wavix::doctor
