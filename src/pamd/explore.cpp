// SPDX-License-Identifier: BSD-3-Clause
#include "pamd/explore.hpp"

#include <security/_pam_types.h>

#include <algorithm>
#include <utility>

#include "pamd/role.hpp"

namespace wavix::pamd {
namespace {

using Ours = Story::Ours;
constexpr std::size_t most = 200'000;  // stacks of distributions need a few hundred

struct State {
  Walk walk;
  Story story;
  bool operator<(const State& other) const {
    return std::tie(walk, story) < std::tie(other.walk, other.story);
  }
};

struct Line {
  Role role;
  std::vector<int> results;
};

void tell_result(Story& story, Role role, std::size_t at, int result) {
  if (role == Role::ours) {
    story.ours = result == PAM_SUCCESS ? Ours::passed : result == PAM_IGNORE ? Ours::exempt : Ours::refused;
    story.ours_result = result;
    story.ours_calls = std::min(story.ours_calls + 1, 2U);
  } else if (role == Role::first_factor && result == PAM_SUCCESS) {
    story.factor_proved = true;
    story.factor_failed.reset();
  } else if (role == Role::first_factor && !story.factor_proved) {
    story.factor_failed = at;
  }
}

/// What lies between the line and the next one that is called was skipped by it.
void tell_skipped(Story& story, const std::vector<Line>& lines, std::size_t from, std::size_t to) {
  for (auto at = from + 1; at < to; ++at) {
    if (lines[at].role == Role::ours && story.ours == Ours::not_called && !story.ours_skipped_by)
      story.ours_skipped_by = from;
    if (lines[at].role == Role::first_factor && !story.factor_proved && !story.factor_skipped_by)
      story.factor_skipped_by = from;
  }
}

}  // namespace

Ways explore(const Stack& stack) {
  Ways ways;
  if (stack.aborts) return ways;
  std::vector<Line> lines;
  lines.reserve(stack.entries.size());
  for (const auto& entry : stack.entries)
    lines.push_back({entry.kind == Entry::Kind::substack ? Role::helper : role_of(entry),
                     results_of(entry, stack.service)});
  std::set<State> seen;
  std::vector<State> left = {{begin(stack), {}}};
  while (!left.empty()) {
    auto state = std::move(left.back());
    left.pop_back();
    if (!seen.insert(state).second) continue;
    if (seen.size() > most) {
      ways.all = false;
      return ways;
    }
    const auto& [walk, story] = state;
    if (is_over(walk, stack)) {
      ways.ends.insert({verdict(walk) == PAM_SUCCESS, story});
      continue;
    }
    const auto& line = lines[walk.at];
    if (line.role == Role::ours) ways.calls.insert({walk.at, story});
    for (const int result : line.results) {
      auto next = state;
      tell_result(next.story, line.role, walk.at, result);
      take(next.walk, stack, result);
      tell_skipped(next.story, lines, walk.at, next.walk.at);
      left.push_back(std::move(next));
    }
  }
  return ways;
}

}  // namespace wavix::pamd
