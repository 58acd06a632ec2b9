// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <security/_pam_types.h>

#include "protocol/verdict.hpp"

namespace wavix::protocol {

/// A result of PAM, and its name as pam(3) has it.
struct PamCode {
  int value;
  const char* name;
};

/// What a verdict becomes.
constexpr PamCode pam_code(Verdict verdict) noexcept {
#define NAMED(code)                                                                                          \
  PamCode { code, #code }
  switch (verdict) {
  case Verdict::internal: return NAMED(PAM_SYSTEM_ERR);
  case Verdict::verified:
  case Verdict::exempt_success: return NAMED(PAM_SUCCESS);
  case Verdict::exempt: return NAMED(PAM_IGNORE);
  case Verdict::refused: return NAMED(PAM_AUTH_ERR);
  case Verdict::exhausted: return NAMED(PAM_MAXTRIES);
  case Verdict::no_contact: return NAMED(PAM_USER_UNKNOWN);
  case Verdict::forbidden: return NAMED(PAM_PERM_DENIED);
  case Verdict::unavailable: return NAMED(PAM_AUTHINFO_UNAVAIL);
  case Verdict::no_dialogue: return NAMED(PAM_CONV_ERR);
  case Verdict::misconfigured: return NAMED(PAM_SERVICE_ERR);
  }
  return NAMED(PAM_SYSTEM_ERR);
#undef NAMED
}

/// Whether the login goes on.
constexpr bool lets_past(Verdict verdict) noexcept {
  return verdict == Verdict::verified || verdict == Verdict::exempt || verdict == Verdict::exempt_success;
}

}  // namespace wavix::protocol
