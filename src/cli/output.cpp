// SPDX-License-Identifier: BSD-3-Clause
#include "cli/output.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

#include "base/text.hpp"

namespace wavix::cli {
namespace {

auto cannot_write(int error) {
  return failed(fmt::format("standard output cannot be written: {}", ::strerrordesc_np(error)));
}

/// The first line of standard input, taken whole: what is left of it would be the shell's.
std::string answer() {
  std::string line;
  for (char c = 0; ::read(STDIN_FILENO, &c, 1) == 1 && c != '\n';)
    if (line.size() < 16) line += c;
  return line;
}

}  // namespace

Outcome show(std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(STDOUT_FILENO, text.data(), text.size());
    if (written < 0 && errno != EINTR) return cannot_write(errno);
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Outcome shown_for_good() {
  // EINVAL, EROFS: a terminal, a pipe, which have nothing to wait for (fsync(2)).
  if (::fsync(STDOUT_FILENO) != 0 && errno != EINVAL && errno != EROFS) return cannot_write(errno);
  return {};
}

Outcome confirm(std::string_view question, std::string_view otherwise) {
  if (::isatty(STDIN_FILENO) == 0 || ::isatty(STDERR_FILENO) == 0) return failed(std::string(otherwise));
  fmt::print(stderr, "{} [y/N] ", question);
  const auto said = answer();
  const auto word = trimmed(said);
  if (word == "y" || word == "Y" || word == "yes") return {};
  return failed("nothing was changed");
}

}  // namespace wavix::cli
