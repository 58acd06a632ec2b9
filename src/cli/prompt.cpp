// SPDX-License-Identifier: BSD-3-Clause
#include "cli/prompt.hpp"

#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <utility>

#include "base/text.hpp"

namespace wavix::cli {
namespace {

/// Whether it was otherwise.
bool set_echo(bool on) {
  termios settings{};
  if (::tcgetattr(STDIN_FILENO, &settings) != 0) return false;
  const bool was = (settings.c_lflag & tcflag_t{ECHO}) != 0;
  settings.c_lflag = on ? settings.c_lflag | tcflag_t{ECHO} : settings.c_lflag & ~tcflag_t{ECHO};
  return was != on && ::tcsetattr(STDIN_FILENO, TCSADRAIN, &settings) == 0;
}

}  // namespace

Prompt::Prompt(std::string text, bool echo) : text_(std::move(text)), hides_(!echo && set_echo(false)) {
  show();
}

Prompt::~Prompt() {
  if (hides_) static_cast<void>(set_echo(true));
  // What no terminal has ended: the line of the question.
  if (hides_ || ended_ || ::isatty(STDIN_FILENO) == 0) fmt::print(stderr, "\n");
  ::explicit_bzero(line_.data(), line_.size());
}

void Prompt::show() const {
  fmt::print(stderr, "{}", sanitised(text_, 500));
  static_cast<void>(std::fflush(stderr));
}

/// A byte at a time: what comes behind the line is the next question's, or the shell's.
bool Prompt::read_on() {
  char c = 0;
  const auto got = ::read(STDIN_FILENO, &c, 1);
  if (got < 0) return !(errno == EINTR || errno == EAGAIN) && (ended_ = true);
  if (got == 0) {
    ended_ = size_ == 0;
    return true;
  }
  if (c == '\n') return true;
  if (size_ == line_.size())
    too_long_ = true;
  else
    line_[size_++] = c;
  return false;
}

}  // namespace wavix::cli
