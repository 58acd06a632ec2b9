// SPDX-License-Identifier: BSD-3-Clause
#include "cli/answer.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <optional>

#include "base/fd.hpp"
#include "base/secret.hpp"

namespace wavix::cli {
namespace {

namespace event = verifier::event;
using Kind = event::Answered::Kind;

constexpr std::chrono::milliseconds patience = std::chrono::minutes(10);

Fd signals_that_end() {
  sigset_t signals{};
  ::sigemptyset(&signals);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT})
    ::sigaddset(&signals, signal);
  return Fd(::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK));
}

/// Waits until there is something to read; else what happened instead.
std::optional<verifier::Event> wait_for_input(int signals) {
  std::array<pollfd, 2> states{{{signals, POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}}};
  int ready = -1;
  do
    ready = ::poll(states.data(), states.size(), static_cast<int>(patience.count()));
  while (ready < 0 && errno == EINTR);
  if (ready == 0) return event::DeadlinePassed{};
  if (ready < 0 || states[0].revents != 0) return event::HostGone{};
  return std::nullopt;
}

}  // namespace

verifier::Event answer_to(std::string_view prompt) {
  fmt::print(stderr, "{}", prompt);
  const auto signals = signals_that_end();
  std::array<char, 512> line{};  // of an Answer; a longer line is cut, and so no code
  std::size_t size = 0;
  for (;;) {
    if (auto instead = wait_for_input(signals.get())) return std::move(*instead);
    char c = 0;
    const auto got = ::read(STDIN_FILENO, &c, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0 && size == 0) return event::Answered{Kind::nothing};
    if (got <= 0 || c == '\n') break;
    if (size < line.size()) line[size++] = c;
  }
  auto answer = Answer::copy_of({line.data(), size});
  ::explicit_bzero(line.data(), line.size());
  return event::Answered{Kind::text, std::move(*answer)};
}

}  // namespace wavix::cli
