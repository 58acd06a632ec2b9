// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/secret.hpp"

/// What a recovery code looks like: "k7qm-x2fd-9hta-w4zn", sixteen symbols of Crockford's base 32, which has
/// no two that look alike. A code that Wavix sends is at most ten digits, so neither is taken for the other.
/// The first three symbols select which of a user's codes it is and are no secret: so one hash tells whether
/// it is right, where to try ten would make each guess, and each login, ten times as dear. The other
/// thirteen are 65 random bits; NIST SP 800-63B-4 wants 64 of a saved recovery code.
namespace wavix::guard {

/// As it is shown.
using RecoveryCode = Secret<19>;

struct RecoveryCodeParts {
  std::string selector;
  Secret<13> secret;
};

/// A new one, of the kernel's random bits.
RecoveryCode new_recovery_code();

/// What was typed, in any case, with or without hyphens and blanks, and with o for 0, i and l for 1; nothing
/// if it has not the form of a recovery code.
std::optional<RecoveryCodeParts> recovery_code_parts(std::string_view typed);

inline bool looks_like_recovery_code(std::string_view typed) {
  return recovery_code_parts(typed).has_value();
}

}  // namespace wavix::guard
