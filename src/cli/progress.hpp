// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <string_view>

namespace wavix::cli {

/// What a command that takes a while is at, on standard error where that is a terminal: one line that is
/// written over and is gone at the end. Nothing is shown in the first second.
class Progress {
public:
  Progress();
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  Progress(Progress&&) = delete;
  Progress& operator=(Progress&&) = delete;

  /// "12,000 verifications": as often as one likes; it is shown a few times a second.
  void at(std::string_view what);
  /// Before something else is written to the terminal.
  void clear();

private:
  using Clock = std::chrono::steady_clock;
  bool on_terminal_;
  bool shown_ = false;
  Clock::time_point next_;
};

}  // namespace wavix::cli
