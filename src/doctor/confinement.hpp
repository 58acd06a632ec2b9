// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "doctor/finding.hpp"

namespace wavix::doctor {

/// Whether there is the user that the verifier becomes; and what SELinux or AppArmor kept our programs from
/// in the last days, as far as the logs that are text tell.
Findings examine_confinement();

/// A refusal that a line of a log tells of.
struct Denial {
  std::string by;             ///< "SELinux" or "AppArmor"
  bool only_watched = false;  ///< it was let through, and noted
  std::optional<std::chrono::sys_seconds> at;
};
/// Of one of our programs; nothing: the line tells of none.
std::optional<Denial> denial_in(std::string_view line);

}  // namespace wavix::doctor
