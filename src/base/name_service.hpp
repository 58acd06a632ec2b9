// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cerrno>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "base/expected.hpp"

namespace wavix {

/// One entry of the system's databases (nss(5)). `get`: one of the family of getpwnam_r(3), for one name;
/// `taken`: makes of the entry, which points into a buffer of ours, what is to be kept. Nothing if all
/// sources were asked and none has it; errno if that could not be told.
template <typename Entry, typename Get, typename Taken>
auto name_service_entry(Get get, Taken taken)
    -> Expected<std::optional<decltype(taken(std::declval<const Entry&>()))>, int> {
  constexpr std::size_t largest = std::size_t{16} << 20U;  // bytes: a group with all its members
  std::vector<char> buffer(4096);
  for (;;) {
    Entry entry{};
    Entry* found = nullptr;
    const int error = get(&entry, buffer.data(), buffer.size(), &found);
    if (error == ERANGE && buffer.size() < largest) {
      buffer.resize(buffer.size() * 2);
      continue;
    }
    if (found != nullptr) return taken(entry);
    // Other systems say "not found" by ENOENT and the like too (getpwnam(3), ERRORS). Here that is a source
    // whose daemon is not there: its socket was not found.
    if (error == 0) return std::nullopt;
    return unexpected(error);
  }
}

}  // namespace wavix
