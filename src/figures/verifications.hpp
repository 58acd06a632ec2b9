// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace wavix::figures {

/// Where a login is counted: which rows of the tables. Small, for there may be a million.
struct Places {
  std::uint16_t day = 0, country = 0, service = 0;
  std::uint8_t channel = 0, outcome = 0;
  std::uint32_t user = 0;
};

/// The verifications of our record, by id, so that each line of Wavix's list finds its login: 24 bytes for
/// each, and none of its text. (That two of a million ids have one hash of 64 bits happens once in 30 million
/// reports, and moves one charge to another row.)
class Verifications {
public:
  struct Entry {
    std::uint64_t hash = 0;
    Places places;
    bool verified = false;
    bool counts = false;  ///< its login ended within the days of the report
  };

  /// A login that had it, in the order of the logins.
  void add(std::string_view id, const Places& places, bool verified, bool counts);
  /// After the last: of several logins that shared one, the last stands for all, verified if any was.
  void settle();

  /// Nothing: it is no login's of this machine.
  [[nodiscard]] Entry* find(std::string_view id);
  [[nodiscard]] const std::vector<Entry>& all() const { return entries_; }

private:
  std::vector<Entry> entries_;
};

}  // namespace wavix::figures
