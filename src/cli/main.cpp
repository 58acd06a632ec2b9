// SPDX-License-Identifier: BSD-3-Clause

// wavix2fa: the administrator's command.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <exception>

#include "cli/command_line.hpp"
#include "cli/output.hpp"

namespace {

using namespace wavix::cli;

constexpr int failure_status = 1;

/// A descriptor that is closed would be the next file's: what is shown would go into the store. Those that
/// take its place fail as a closed one does.
void occupy_standard_descriptors() {
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    if (::fcntl(fd, F_GETFD) < 0)
      static_cast<void>(::open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY));
}

int complain(const Failure& failure) {
  for (const auto& line : failure.lines)
    fmt::print(stderr, "wavix2fa: {}\n", line);
  return failure_status;
}

int finish(const Outcome& outcome) { return outcome ? 0 : complain(outcome.error()); }

}  // namespace

int main(int count, char** words) {
  try {
    occupy_standard_descriptors();
    for (const int signal : {SIGPIPE, SIGXFSZ})
      static_cast<void>(std::signal(signal, SIG_IGN));  // the write says it too
    const auto line = command_line(count, words);
    if (line) return finish(line->command(line->global));
    const auto& [status, text] = line.error();
    if (status == 0) return finish(show(text));
    fmt::print(stderr, "{}", text);
    return status;
  } catch (const std::exception& error) {
    return complain({{fmt::format("internal error: {}", error.what())}});
  }
}
