// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/end.hpp"

#include <utility>

#include "base/text.hpp"
#include "verifier/causes.hpp"

namespace wavix::verifier {

End verified(std::string how) { return {.verdict = Verdict::verified, .cause = std::move(how)}; }

Verdict verdict_told(const End& end, bool exempt_is_success) {
  const bool exempt = end.verdict == Verdict::exempt && !end.alert;
  return exempt && exempt_is_success ? Verdict::exempt_success : end.verdict;
}

End end_by(Verdict verdict, const api::Failure& failure) {
  // Wavix's words may repeat the number or the code; the network's own hold neither.
  auto detail = failure.status == 0 ? failure.message : without_digits(failure.message);
  return {verdict, std::string(to_string(failure.cause)), std::move(detail), failure.status};
}

End end_by_create(const api::Failure& failure) {
  // Not an outage: Wavix answered, and something on this side must be mended.
  const bool ours = failure.cause == api::Cause::auth || failure.cause == api::Cause::rejected;
  return end_by(ours ? Verdict::misconfigured : Verdict::unavailable, failure);
}

End end_by_allowed_outage(const api::Failure& failure) {
  auto end = end_by(Verdict::exempt, failure);
  end.rule = "outage." + end.cause;
  end.loud = end.alert = true;
  return end;
}

End end_by_check(const api::Failure& failure) {
  switch (failure.cause) {
  case api::Cause::rejected: return end_by(Verdict::refused, failure);
  // "Too many attempts" is Wavix's 429 here, and never an outage that somebody could bring about by guessing.
  case api::Cause::rate_limit: return end_by(Verdict::exhausted, failure);
  case api::Cause::auth: return end_by(Verdict::misconfigured, failure);
  case api::Cause::unreachable:
  case api::Cause::timeout:
  case api::Cause::tls:
  case api::Cause::server:
  case api::Cause::malformed: break;
  }
  return end_by(Verdict::unavailable, failure);
}

End end_of_decoy(End end) {
  if (end.verdict == Verdict::misconfigured) return end;
  return {.verdict = end.verdict, .cause = cause_decoy, .notice = std::move(end.notice)};
}

}  // namespace wavix::verifier
