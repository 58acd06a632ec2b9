// SPDX-License-Identifier: BSD-3-Clause
#include "contacts/repeats.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <utility>

namespace wavix::contacts {
namespace {

using Hashed = std::pair<std::size_t, std::size_t>;  // a name's hash, and which of the names it is

/// Names of one hash, in their order: nearly always one name.
void find_repeats(const std::vector<NameInLine>& names, std::vector<Hashed>::const_iterator begin,
                  std::vector<Hashed>::const_iterator end, std::vector<Repeat>& repeats) {
  std::vector<NameInLine> firsts;
  for (auto at = begin; at != end; ++at) {
    const auto& name = names[at->second];
    const auto first = std::find_if(firsts.begin(), firsts.end(),
                                    [&](const NameInLine& other) { return other.name == name.name; });
    if (first == firsts.end())
      firsts.push_back(name);
    else
      repeats.push_back({name.name, name.line, first->line});
  }
}

}  // namespace

std::vector<Repeat> repeats_in(const std::vector<NameInLine>& names) {
  std::vector<Hashed> hashes;
  hashes.reserve(names.size());
  for (const auto& name : names)
    hashes.emplace_back(std::hash<std::string_view>{}(name.name), hashes.size());
  std::sort(hashes.begin(), hashes.end());
  std::vector<Repeat> repeats;
  for (auto begin = hashes.cbegin(); begin != hashes.cend();) {
    const auto end =
        std::find_if(begin, hashes.cend(), [&](const auto& one) { return one.first != begin->first; });
    if (end - begin > 1) find_repeats(names, begin, end, repeats);
    begin = end;
  }
  std::sort(repeats.begin(), repeats.end(),
            [](const auto& one, const auto& other) { return one.line < other.line; });
  return repeats;
}

}  // namespace wavix::contacts
