// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <optional>

namespace wavix::policy {

/// Whether users without a phone are still let in (policy.enrol_until): up to and including that day.
/// Nothing: never, and so for a day that no calendar has.
constexpr bool may_enrol(std::optional<std::chrono::year_month_day> until,
                         std::chrono::year_month_day today) noexcept {
  return until && until->ok() && today.ok() && today <= *until;
}

}  // namespace wavix::policy
