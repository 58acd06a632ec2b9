// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "guard/recovery_code.hpp"
#include "guard/store.hpp"

/// Recovery codes: ten for a user, each good for one login when no message can be had.
namespace wavix::guard {

using RecoveryCodes = std::array<RecoveryCode, 10>;

/// Ten new codes instead of those that the user had. They are nowhere else: only hashes are kept, by
/// yescrypt, the system's own for passwords, for 65 bits are fewer than the 112 that NIST SP 800-63B-4 would
/// let be hashed by a fast function.
Expected<RecoveryCodes, StoreError> issue_recovery_codes(Store& store, const std::string& user);

/// Whether `typed` is a code of the user, which is then gone, on the disk, before this returns: how many are
/// left. Nothing: it is none. Takes the time of one hash, some 50 ms, either way, and keeps nobody waiting.
/// That it was tried and wrong is the caller's to count (record_failure()).
Expected<std::optional<unsigned>, StoreError> use_recovery_code(Store& store, const std::string& user,
                                                                std::string_view typed);

/// How many the user has.
Expected<unsigned, StoreError> remaining_recovery_codes(Store& store, const std::string& user);

/// Takes all of the user's; how many there were.
Expected<unsigned, StoreError> revoke_recovery_codes(Store& store, const std::string& user);

/// A user who has recovery codes.
struct RecoveryHolder {
  std::string user;
  unsigned remaining;
  WallTime issued;
};
Expected<std::vector<RecoveryHolder>, StoreError> list_recovery_codes(Store& store);

}  // namespace wavix::guard
