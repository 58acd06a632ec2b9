// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <vector>

#include "pamd/finding.hpp"

namespace wavix::pamd {

/// Takes findings, one of a kind for a line.
class Findings {
public:
  void add(const char* id, Severity severity, const Place& place, std::string what, std::string mend);
  [[nodiscard]] bool has(std::string_view id) const;
  /// The gravest first, else in the order in which they were added.
  std::vector<Finding> taken();

private:
  std::vector<Finding> all_;
};

/// What is wrong with the lines themselves: misspelt, not there.
void examine_lines(const Stack& stack, Findings& findings);

/// What happens on some way through a stack that has the module in it.
void examine_ways(const Stack& stack, Findings& findings);

}  // namespace wavix::pamd
