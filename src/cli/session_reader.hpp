// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/progress.hpp"
#include "cli/session_output.hpp"
#include "guard/store.hpp"

namespace wavix::cli {

/// Which verifications are wanted. An empty text wants all.
struct SessionFilter {
  guard::WallTime from, before;  ///< begun in this time; those that do not say when are wanted
  std::string user, status, country;
};

/// Takes verifications as they come in, finds whose they are, and hands on those that are wanted: a few
/// hundred at a time, which is all that it holds.
class SessionReader {
public:
  SessionReader(guard::Store& store, SessionFilter filter, SessionOutput& output)
      : store_(store), filter_(std::move(filter)), output_(output) {}

  /// False once something failed.
  bool take(api::Session session);
  /// Hands on what is left. What failed, if anything did.
  Outcome finish();

  [[nodiscard]] const SessionTotals& totals() const { return totals_; }

private:
  [[nodiscard]] bool is_wanted(const api::Session& session) const;
  Outcome hand_on();

  guard::Store& store_;
  SessionFilter filter_;
  SessionOutput& output_;
  Progress progress_;
  std::vector<api::Session> waiting_;
  std::uint64_t taken_ = 0;
  SessionTotals totals_;
  Outcome outcome_;
};

}  // namespace wavix::cli
