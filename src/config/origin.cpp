// SPDX-License-Identifier: BSD-3-Clause
#include "config/origin.hpp"

#include <fmt/format.h>

namespace wavix::config {

std::string origin_of(const Origins& origins, const Key& key) {
  const auto found = origins.find(&key);
  if (found == origins.end()) return "default";
  const auto& [where, line, refused] = found->second;
  return line == 0 ? where : fmt::format("{}:{}", where, line);
}

}  // namespace wavix::config
