// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <string_view>

namespace wavix::protocol {

/// The one result of a login. The numbers are the wire's: new ones go at the end.
enum class Verdict : std::uint8_t {
  internal = 0,    ///< the verifier could not start, died, or spoke nonsense
  verified,        ///< the second factor was shown
  exempt,          ///< proved that none is needed
  refused,         ///< expired, cancelled elsewhere, or no code came in 12 prompts
  exhausted,       ///< no tries left: wrong codes, empty answers; or a limit or lockout stands
  no_contact,      ///< the sources answered, and there is no phone
  forbidden,       ///< country or number type not allowed
  unavailable,     ///< Wavix or the directory could not be asked
  no_dialogue,     ///< the host could not ask
  misconfigured,   ///< configuration, key or permissions
  exempt_success,  ///< exempt, and policy.exempt_result wants PAM_SUCCESS for it
};
inline constexpr auto last_verdict = Verdict::exempt_success;

/// The word for logs: "no-dialogue".
constexpr std::string_view to_string(Verdict verdict) noexcept {
  switch (verdict) {
  case Verdict::internal: return "internal";
  case Verdict::verified: return "verified";
  case Verdict::exempt_success:
  case Verdict::exempt: return "exempt";
  case Verdict::refused: return "refused";
  case Verdict::exhausted: return "exhausted";
  case Verdict::no_contact: return "no-contact";
  case Verdict::forbidden: return "forbidden";
  case Verdict::unavailable: return "unavailable";
  case Verdict::no_dialogue: return "no-dialogue";
  case Verdict::misconfigured: return "misconfigured";
  }
  return "internal";
}

}  // namespace wavix::protocol
