// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <set>
#include <tuple>

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
  bool operator<(const Story& other) const {
    return std::tie(ours, ours_result, ours_calls, ours_skipped_by, factor_proved, factor_failed,
                    factor_skipped_by) < std::tie(other.ours, other.ours_result, other.ours_calls,
                                                  other.ours_skipped_by, other.factor_proved,
                                                  other.factor_failed, other.factor_skipped_by);
  }
};

/// The module's line is reached.
struct Call {
  std::size_t entry;
  Story before;
  bool operator<(const Call& other) const {
    return std::tie(entry, before) < std::tie(other.entry, other.before);
  }
};

struct End {
  bool success;
  Story story;
  bool operator<(const End& other) const {
    return std::tie(success, story) < std::tie(other.success, other.story);
  }
};

/// Every way through a stack: each line with each result that it may have, whatever the others had.
struct Ways {
  std::set<Call> calls;
  std::set<End> ends;
  bool all = true;  ///< false: there were too many to look at
};
Ways explore(const Stack& stack);

}  // namespace wavix::pamd
