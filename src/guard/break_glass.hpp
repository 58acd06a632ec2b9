// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>

#include "guard/store.hpp"

/// Break-glass: root lets logins pass without a code for a limited time, which ends by itself. It outlives a
/// boot: an emergency may need one.
namespace wavix::guard {

struct BreakGlass {
  WallTime started, ends;  ///< for people
  std::string reason;      ///< as it was given: not yet fit for a terminal or a log
  std::string started_by;
};

/// From now on for `time`, instead of whatever was on.
Expected<void, StoreError> start_break_glass(Store& store, milliseconds time, const std::string& reason,
                                             const std::string& started_by);

/// Ends it; what was on, if anything.
Expected<std::optional<BreakGlass>, StoreError> stop_break_glass(Store& store);

/// What is on now.
Expected<std::optional<BreakGlass>, StoreError> break_glass(Store& store);

}  // namespace wavix::guard
