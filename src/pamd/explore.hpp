// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <set>

#include "pamd/dispatch.hpp"

namespace wavix::pamd {

/// An index into Stack::entries; none: no line.
using Index = std::optional<std::size_t>;

/// What has happened on one way through a stack.
struct Story {
  enum class Ours { not_called, passed, exempt, refused } ours = Ours::not_called;
  int ours_result = 0;         ///< of the last call
  unsigned ours_calls = 0;     ///< 2 stands for more too
  Index ours_skipped_by;       ///< the first line that jumped over ours or ended the stack before it
  bool factor_proved = false;  ///< a first factor succeeded
  Index factor_failed;         ///< the last first factor that failed, while none had succeeded
  Index factor_skipped_by;     ///< the first line that jumped over a first factor
  auto operator<=>(const Story&) const = default;
};

/// The module's line is reached.
struct Call {
  std::size_t entry;
  Story before;
  auto operator<=>(const Call&) const = default;
};

struct End {
  bool success;
  Story story;
  auto operator<=>(const End&) const = default;
};

/// Every way through a stack: each line with each result that it may have, whatever the others had.
struct Ways {
  std::set<Call> calls;
  std::set<End> ends;
  bool all = true;  ///< false: there were too many to look at
};
Ways explore(const Stack& stack);

}  // namespace wavix::pamd
