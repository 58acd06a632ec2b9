// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <optional>

#include "guard/store.hpp"

namespace wavix::guard {

/// How the store stands, for whoever looks after it.
struct Overview {
  std::uint64_t bytes = 0;    ///< of the file, without its log
  std::uint64_t logins = 0;   ///< that are on record
  std::uint64_t pending = 0;  ///< verifications whose codes may still be typed
  std::optional<WallTime> last_login, last_verified;
};
Expected<Overview, StoreError> overview(Store& store);

}  // namespace wavix::guard
