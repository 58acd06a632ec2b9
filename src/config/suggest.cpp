// SPDX-License-Identifier: BSD-3-Clause
#include "config/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

#include "config/key_table.hpp"

namespace wavix::config {
namespace {

constexpr std::size_t longest_typed = 64;  // what is longer resembles no key of ours
constexpr std::size_t most_mistakes = 2;

/// Levenshtein's: letters to add, drop or change.
std::size_t distance(std::string_view from, std::string_view to) {
  std::vector<std::size_t> row(to.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < from.size(); ++i) {
    auto diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < to.size(); ++j) {
      const auto changed = diagonal + (from[i] == to[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({changed, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

/// The candidate with the fewest mistakes in it, if they are few; else nothing.
std::string nearest(std::string_view typed, const std::vector<std::string>& candidates) {
  std::string best;
  if (typed.size() > longest_typed) return best;
  auto fewest = std::min(most_mistakes, typed.size() / 2) + 1;
  for (const auto& candidate : candidates) {
    const auto mistakes = distance(typed, candidate);
    if (mistakes >= fewest) continue;
    fewest = mistakes;
    best = candidate;
  }
  return best;
}

}  // namespace

std::string no_such_key(std::string_view section, std::string_view name) {
  std::vector<std::string> here;
  std::vector<std::string> elsewhere;
  for (const auto& key : keys()) {
    if (key.section == section) here.emplace_back(key.name);
    if (key.name == name) elsewhere.push_back(key.full_name());
  }
  if (const auto near = nearest(name, here); !near.empty())
    return fmt::format("no such key ({}.{}?)", section, near);
  return elsewhere.empty() ? "no such key" : fmt::format("no such key ({}?)", elsewhere.front());
}

std::string no_such_section(std::string_view name) {
  std::vector<std::string> sections = {"service NAME"};
  for (const auto& key : keys())
    sections.emplace_back(key.section);
  const auto near = nearest(name, sections);
  return near.empty() ? "no such section" : fmt::format("no such section ([{}]?)", near);
}

}  // namespace wavix::config
