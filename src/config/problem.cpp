// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/format.h>

#include "config/config.hpp"

namespace wavix::config {

std::string to_string(const Problem& problem) {
  auto text = problem.where;
  if (problem.line != 0) text += fmt::format(":{}", problem.line);
  if (!problem.key.empty()) text += ": " + problem.key;
  return text + ": " + problem.reason;
}

}  // namespace wavix::config
