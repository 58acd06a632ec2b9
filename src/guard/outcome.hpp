// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "guard/record.hpp"

namespace wavix::guard {

/// What became of a login, more finely than its verdict: a door that grace opened is none that a code did.
enum class LoginOutcome {
  verified,       ///< by a code of Wavix
  recovery,       ///< by a recovery code
  grace,          ///< verified a while ago
  exempt,         ///< no phone, and users.unmapped or policy.enrol_until lets past; the rest is not recorded
  break_glass,    ///< while break-glass was on
  fail_open,      ///< in an outage that [outage] lets users past in
  failed,         ///< no code came, or none that was right
  limited,        ///< a spending limit or a lockout stood
  no_contact,     ///< there is no phone
  forbidden,      ///< the country or the type of the number is not allowed
  unavailable,    ///< Wavix or the directory could not be asked
  no_dialogue,    ///< the program could not ask
  misconfigured,  ///< the configuration, the key or the store
  internal,       ///< the verifier could not do its work
};

/// The words for them, "no-contact", in the order of the enumeration.
inline constexpr std::array<std::string_view, 14> login_outcomes = {
    "verified", "recovery",   "grace",     "exempt",      "break-glass", "fail-open",     "failed",
    "limited",  "no-contact", "forbidden", "unavailable", "no-dialogue", "misconfigured", "internal"};

constexpr std::size_t index_of(LoginOutcome outcome) { return static_cast<std::size_t>(outcome); }

/// How the causes begin that a verdict and a rule alone do not tell.
inline constexpr std::string_view cause_recovery_code = "recovery code";
inline constexpr std::string_view cause_break_glass = "break-glass";

LoginOutcome outcome_of(const LoginRecord& login);

}  // namespace wavix::guard
