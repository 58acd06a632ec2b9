// SPDX-License-Identifier: BSD-3-Clause
#include "cli/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "base/text.hpp"

namespace wavix::cli {

using namespace std::chrono_literals;

Progress::Progress() : on_terminal_(::isatty(STDERR_FILENO) == 1), next_(Clock::now() + 1s) {}

Progress::~Progress() { clear(); }

void Progress::at(std::string_view what) {
  if (!on_terminal_ || Clock::now() < next_) return;
  next_ = Clock::now() + 200ms;
  shown_ = true;
  // EL behind it: what was longer before is gone (ECMA-48, 8.3.41).
  fmt::print(stderr, "\r{} …\x1b[K", sanitised(what, 70));
  static_cast<void>(std::fflush(stderr));
}

void Progress::clear() {
  if (!shown_) return;
  shown_ = false;
  fmt::print(stderr, "\r\x1b[K");
  static_cast<void>(std::fflush(stderr));
}

}  // namespace wavix::cli
