// SPDX-License-Identifier: BSD-3-Clause
#include "pamd/dispatch.hpp"

#include <security/_pam_types.h>

namespace wavix::pamd {
namespace {

using Impression = Walk::Impression;
constexpr int must_fail = PAM_PERM_DENIED;

unsigned level_after(const Stack& stack, std::size_t at) {
  return at + 1 < stack.entries.size() ? stack.entries[at + 1].level : 0;
}
bool has_next(const Stack& stack, std::size_t at) { return at + 1 < stack.entries.size(); }

void approve(Walk::Opinion& opinion, int result) {
  if (opinion.impression == Impression::none ||
      (opinion.impression == Impression::good && opinion.status == PAM_SUCCESS))
    opinion = {Impression::good, result};
}

void disapprove(Walk::Opinion& opinion, int result) {
  if (opinion.impression == Impression::bad) return;
  opinion = {Impression::bad, result == PAM_IGNORE ? must_fail : result};
}

/// To the last line of this level: what was decided in a substack ends only that.
std::size_t end_of_level(const Stack& stack, std::size_t at, unsigned level) {
  while (has_next(stack, at) && level_after(stack, at) >= level)
    ++at;
  return at;
}

/// Over `count` lines of this level, a substack being one. To the last that was skipped; `count` becomes what
/// could not be.
std::size_t jump(const Stack& stack, std::size_t at, unsigned level, int& count) {
  for (; count > 0 && has_next(stack, at) && level_after(stack, at) >= level; --count)
    do
      ++at;
    while (has_next(stack, at) && level_after(stack, at) > level);
  return at;
}

}  // namespace

Walk begin(const Stack& stack) {
  Walk walk;
  walk.opinion.status = must_fail;
  walk.before.assign(1, walk.opinion);
  enter(walk, stack);
  return walk;
}

bool is_over(const Walk& walk, const Stack& stack) { return walk.at >= stack.entries.size(); }

void enter(Walk& walk, const Stack& stack) {
  for (; !is_over(walk, stack); ++walk.at) {
    const auto& entry = stack.entries[walk.at];
    if (walk.level < entry.level) {
      walk.before.resize(entry.level + 1);
      walk.before[entry.level] = walk.opinion;
    }
    walk.level = entry.level;
    if (entry.kind != Entry::Kind::substack) return;
  }
}

void take(Walk& walk, const Stack& stack, int result) {
  const auto& entry = stack.entries[walk.at];
  const bool valid = result >= 0 && result < results;
  if (!valid) result = must_fail;
  int action = valid ? entry.control.actions.at(static_cast<std::size_t>(result)) : action::bad;
  switch (action) {
  case action::ignore: break;
  case action::reset: walk.opinion = walk.before.at(entry.level); break;
  case action::ok: approve(walk.opinion, result); break;
  case action::done:
    approve(walk.opinion, result);
    if (walk.opinion.impression == Impression::good) walk.at = end_of_level(stack, walk.at, entry.level);
    break;
  case action::bad: disapprove(walk.opinion, result); break;
  case action::die:
    disapprove(walk.opinion, result);
    walk.at = end_of_level(stack, walk.at, entry.level);
    break;
  default:
    walk.at = jump(stack, walk.at, entry.level, action);
    if (action != 0) walk.opinion = {Impression::bad, must_fail};  // "bad jump in stack"
  }
  ++walk.at;
  enter(walk, stack);
}

int verdict(const Walk& walk) {
  const auto& [impression, status] = walk.opinion;
  return status == PAM_SUCCESS && impression != Impression::good ? must_fail : status;
}

int dispatch(const Stack& stack, const std::function<int(const Entry&)>& result_of) {
  if (stack.aborts) return PAM_ABORT;
  auto walk = begin(stack);
  while (!is_over(walk, stack)) {
    const auto& entry = stack.entries[walk.at];
    take(walk, stack, entry.kind == Entry::Kind::must_fail ? must_fail : result_of(entry));
  }
  return verdict(walk);
}

}  // namespace wavix::pamd
