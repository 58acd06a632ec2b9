// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

#include "protocol/verdict.hpp"
#include "wavix/failure.hpp"

namespace wavix::verifier {

using protocol::Verdict;

/// How a login ended. `cause` is a word of api::Cause or a sentence for the administrator.
struct End {
  Verdict verdict = Verdict::internal;
  std::string cause = {};
  std::string detail = {};  ///< Wavix's or the network's own words, sanitised
  long status = 0;          ///< HTTP's, where one is the cause
  std::string rule = {};    ///< the key that decided it, "policy.exclude_users"; empty: none did
  std::string notice = {};  ///< one line for the user instead of the verdict's farewell(); empty: that
  bool loud = false;        ///< the administrator is to be warned, although the user is let past
  bool alert = false;       ///< more than that: something must be mended now
};

/// The one place where a login succeeds. `how`: the cause of it, for the log; empty: a code of Wavix.
End verified(std::string how);

/// What the host is told: exempt_success where policy.exempt_result wants PAM_SUCCESS of an exemption. Not
/// where only an outage lets the user past.
Verdict verdict_told(const End& end, bool exempt_is_success);

/// With the failure's cause and words.
End end_by(Verdict verdict, const api::Failure& failure);
/// By a verification that could not be created.
End end_by_create(const api::Failure& failure);
/// Likewise, where [outage] lets the user past.
End end_by_allowed_outage(const api::Failure& failure);
/// By a code that could not be checked.
End end_by_check(const api::Failure& failure);

/// What a decoy gets where a user with a phone gets `end`: the user sees the same, and the log has one cause
/// for all that a decoy can do. What the administrator must mend keeps its own.
End end_of_decoy(End end);

}  // namespace wavix::verifier
