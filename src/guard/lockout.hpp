// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "guard/store.hpp"

/// Lockout: a user whose logins keep failing is kept out for a time, which ends by itself. Failures are
/// counted, not attempts: logins side by side that succeed lock nobody. An address is never locked. Whether
/// root may be is for the caller to decide, who does not ask where it may not.
namespace wavix::guard {

/// "5 failures / 15m for 15m". Neither time may be longer than longest_failure.
struct LockoutRule {
  unsigned failures = 0;
  milliseconds window{0};
  milliseconds duration{0};
};

/// Failures are remembered for so long.
constexpr milliseconds longest_failure = std::chrono::days(31);

/// A login with a wrong code, and no right one yet.
Expected<void, StoreError> record_failure(Store& store, const std::string& user);

/// Until when the user is locked; nothing: not now. A lock begins with the failure that makes as many within
/// the window as the rule names. The time is for people.
Expected<std::optional<WallTime>, StoreError> locked_until(Store& store, const std::string& user,
                                                           const LockoutRule& rule);

/// How many failures of the user there were in the `window` that ends now.
Expected<unsigned, StoreError> failures_within(Store& store, const std::string& user, milliseconds window);

/// The user's failures count no more: a login succeeded, or the administrator says so. How many there were.
Expected<unsigned, StoreError> clear_failures(Store& store, const std::string& user);

/// A user who has failures that are remembered; whether that makes a lock is locked_until()'s to say.
struct FailedUser {
  std::string user;
  unsigned failures;
  WallTime last;  ///< for people
};
Expected<std::vector<FailedUser>, StoreError> list_failures(Store& store);

}  // namespace wavix::guard
