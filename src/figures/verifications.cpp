// SPDX-License-Identifier: BSD-3-Clause
#include "figures/verifications.hpp"

#include <algorithm>
#include <functional>

namespace wavix::figures {
namespace {

std::uint64_t hash_of(std::string_view id) { return std::hash<std::string_view>{}(id); }

bool is_less(const Verifications::Entry& a, const Verifications::Entry& b) { return a.hash < b.hash; }

}  // namespace

void Verifications::add(std::string_view id, const Places& places, bool verified, bool counts) {
  entries_.push_back({hash_of(id), places, verified, counts});
}

void Verifications::settle() {
  std::stable_sort(entries_.begin(), entries_.end(), is_less);
  auto kept = entries_.begin();
  for (auto next = entries_.begin(); next != entries_.end(); ++next) {
    if (next == entries_.begin()) continue;
    if (next->hash == kept->hash) {
      next->verified = next->verified || kept->verified;
      *kept = *next;
    } else {
      *++kept = *next;
    }
  }
  if (!entries_.empty()) entries_.erase(kept + 1, entries_.end());
}

Verifications::Entry* Verifications::find(std::string_view id) {
  const auto hash = hash_of(id);
  const auto at = std::lower_bound(entries_.begin(), entries_.end(), Entry{hash, {}, false, false}, is_less);
  return at == entries_.end() || at->hash != hash ? nullptr : &*at;
}

}  // namespace wavix::figures
