// SPDX-License-Identifier: BSD-3-Clause
#include "figures/outcome.hpp"

#include "wavix/failure.hpp"

namespace wavix::figures {

const char* explanation(Outcome outcome) {
  switch (outcome) {
  case Outcome::verified: return "let in: the code that Wavix sent was typed";
  case Outcome::recovery: return "let in: a recovery code was typed";
  case Outcome::grace: return "let in: verified a while ago ([grace])";
  case Outcome::exempt: return "let past: has no phone, and need not have one yet";
  case Outcome::break_glass: return "let past: break-glass was on";
  case Outcome::fail_open: return "let past: Wavix could not be asked ([outage])";
  case Outcome::failed: return "denied: no code was typed, or none that was right";
  case Outcome::limited: return "denied: a spending limit or a lockout stood ([limits])";
  case Outcome::no_contact: return "denied: the user has no phone";
  case Outcome::forbidden: return "denied: the country or type of the number is not allowed";
  case Outcome::unavailable: return "denied: Wavix or the directory could not be asked";
  case Outcome::no_dialogue: return "denied: the program could not ask for a code";
  case Outcome::misconfigured: return "denied: the configuration, the API key or the store is wrong";
  case Outcome::internal: break;
  }
  return "denied: the verifier failed";
}

bool met_an_outage(const guard::LoginRecord& login) {
  const auto outcome = guard::outcome_of(login);
  if (outcome == Outcome::fail_open) return true;
  const auto cause = api::cause_from(login.cause);
  return outcome == Outcome::unavailable && cause && api::is_outage(*cause);
}

}  // namespace wavix::figures
