// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <functional>
#include <tuple>
#include <vector>

#include "pamd/stack.hpp"

namespace wavix::pamd {

/// How far libpam has come in a stack, and what it thinks of the login: _pam_dispatch_aux() of Linux-PAM, one
/// step at a time.
struct Walk {
  enum class Impression { none, good, bad };
  struct Opinion {
    Impression impression = Impression::none;
    int status = 0;  ///< PAM's result
    bool operator<(const Opinion& other) const {
      return std::tie(impression, status) < std::tie(other.impression, other.status);
    }
  };

  std::size_t at = 0;  ///< the line that is next; Stack::entries.size(): it is over
  unsigned level = 0;  ///< of the line before
  Opinion opinion;
  std::vector<Opinion> before;  ///< by level: what it thought when that substack began
  bool operator<(const Walk& other) const {
    return std::tie(at, level, opinion, before) <
           std::tie(other.at, other.level, other.opinion, other.before);
  }
};

Walk begin(const Stack& stack);
bool is_over(const Walk& walk, const Stack& stack);

/// Goes past the doors of substacks, which call nothing.
void enter(Walk& walk, const Stack& stack);

/// After the line at walk.at, which was no door, came back with `result`.
void take(Walk& walk, const Stack& stack, int result);

/// What pam_authenticate(3) returns.
int verdict(const Walk& walk);

/// Walks through the stack, with what `result_of` says for each line.
int dispatch(const Stack& stack, const std::function<int(const Entry&)>& result_of);

}  // namespace wavix::pamd
