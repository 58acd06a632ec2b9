// SPDX-License-Identifier: BSD-3-Clause
#include "config/layer.hpp"

#include <fmt/format.h>

namespace wavix::config {

std::optional<std::string> Layer::add(const Key& key, std::string_view value, const Origin& origin) {
  const auto [entry, is_first] = given_.try_emplace(&key, Given{std::string(value), origin});
  if (!is_first) {
    const auto line = entry->second.origin.line;
    return line == 0 ? "is given twice" : fmt::format("is given twice, first in line {}", line);
  }
  Config scratch;
  auto result = key.set(scratch, value);
  if (result) return std::nullopt;
  entry->second.origin.refused = true;
  return std::move(result.error());
}

void Layer::apply_to(Config& config, Origins& origins) const {
  for (const auto& [key, given] : given_) {
    static_cast<void>(key->set(config, given.value));  // add() has told what is wrong with it
    origins[key] = given.origin;
  }
}

}  // namespace wavix::config
