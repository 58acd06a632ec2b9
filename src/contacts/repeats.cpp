// SPDX-License-Identifier: BSD-3-Clause
#include "contacts/repeats.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace wavix::contacts {
namespace {

/// Small, so that the caches hold many; names are looked at only where hashes are the same.
struct Slot {
  std::uint32_t hash = 0;    ///< what does not choose the slot
  std::uint32_t number = 0;  ///< of the name, from 1; 0: free
};

std::size_t hash_of(const NameInLine& name) noexcept { return std::hash<std::string_view>{}(name.name); }

}  // namespace

std::vector<Repeat> repeats_in(const std::vector<NameInLine>& names) {
  constexpr std::size_t ahead = 16;  // while these are fetched from memory, others are looked at
  std::vector<std::size_t> hashes(names.size());
  std::transform(names.begin(), names.end(), hashes.begin(), hash_of);
  std::vector<Slot> slots(std::bit_ceil(2 * names.size() + 1));
  const auto last = slots.size() - 1;
  std::vector<Repeat> repeats;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i + ahead < names.size()) __builtin_prefetch(&slots[hashes[i + ahead] & last], 1);
    const Slot wanted{static_cast<std::uint32_t>(hashes[i] >> 32U), static_cast<std::uint32_t>(i + 1)};
    auto at = hashes[i] & last;
    const auto is_same = [&](const Slot& slot) {
      return slot.hash == wanted.hash && names[slot.number - 1].name == names[i].name;
    };
    while (slots[at].number != 0 && !is_same(slots[at]))
      at = (at + 1) & last;
    if (slots[at].number == 0)
      slots[at] = wanted;
    else
      repeats.push_back({names[i].name, names[i].line, names[slots[at].number - 1].line});
  }
  return repeats;
}

}  // namespace wavix::contacts
