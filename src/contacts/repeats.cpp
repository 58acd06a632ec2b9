// SPDX-License-Identifier: BSD-3-Clause
#include "contacts/repeats.hpp"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>

namespace wavix::contacts {
namespace {

/// A place of the table: which of the names is there, counted from 1, and half of its hash, so that few names
/// are looked at again.
struct Place {
  std::uint32_t name = 0;
  std::uint32_t hash = 0;
};

}  // namespace

std::vector<Repeat> repeats_in(const std::vector<NameInLine>& names) {
  std::vector<Place> table(std::bit_ceil(2 * names.size() + 1));
  const auto last = table.size() - 1;
  std::vector<Repeat> repeats;
  std::uint32_t number = 0;
  for (const auto& one : names) {
    ++number;
    const auto hash = std::hash<std::string_view>{}(one.name);
    const auto kept = static_cast<std::uint32_t>(hash >> (std::numeric_limits<std::size_t>::digits / 2));
    const auto is_other = [&](const Place& place) {
      return place.name != 0 && (place.hash != kept || names[place.name - 1].name != one.name);
    };
    auto at = hash & last;
    while (is_other(table[at]))
      at = (at + 1) & last;
    if (table[at].name == 0)
      table[at] = {number, kept};
    else
      repeats.push_back({one.name, one.line, names[table[at].name - 1].line});
  }
  return repeats;
}

}  // namespace wavix::contacts
