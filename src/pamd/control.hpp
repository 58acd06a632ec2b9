// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <string_view>

namespace wavix::pamd {

/// What libpam does after a module's result: one of these, or how many lines it jumps over.
namespace action {
constexpr int ignore = 0, ok = -1, done = -2, bad = -3, die = -4, reset = -5;
}

/// PAM's results: PAM_SUCCESS … PAM_INCOMPLETE.
constexpr int results = 32;

/// The second word of a line: what follows from each result of the module.
struct Control {
  enum class Kind { module, include, substack } kind = Kind::module;
  std::array<int, results> actions{};
  /// libpam does not understand it, and takes every result for a failure.
  bool misspelt = false;
};

/// Of a word (required, requisite, sufficient, optional, include, substack), or of what stands in brackets:
/// value1=action1 value2=action2 …, as libpam's _pam_parse_control() takes it.
Control parse_control(std::string_view word);

/// "auth_err", as pam.conf(5) names a result.
std::string_view name_of(int result);

bool equal_in_any_case(std::string_view left, std::string_view right);

}  // namespace wavix::pamd
