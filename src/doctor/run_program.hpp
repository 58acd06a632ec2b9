// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "base/expected.hpp"

namespace wavix::doctor {

struct Ran {
  int status = 0;        ///< what it exited with; 128 and the signal that ended it
  std::string out, err;  ///< at most 256 KiB each
};

/// Runs a program, words.front() being its absolute path, with nothing to read, with PATH and LC_ALL and no
/// more in its environment, and for `most`; then it is killed. The reason if it could not be run, or took
/// longer.
Expected<Ran, std::string> run_program(const std::vector<std::string>& words, std::chrono::milliseconds most);

}  // namespace wavix::doctor
