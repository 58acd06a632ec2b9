// SPDX-License-Identifier: BSD-3-Clause
#include "wavix/failure.hpp"

namespace wavix::api {

std::string_view to_string(Cause cause) noexcept {
  switch (cause) {
  case Cause::unreachable: return "unreachable";
  case Cause::timeout: return "timeout";
  case Cause::tls: return "tls";
  case Cause::auth: return "auth";
  case Cause::rate_limit: return "rate_limit";
  case Cause::rejected: return "rejected";
  case Cause::server: return "server";
  case Cause::malformed: return "malformed";
  }
  return "malformed";
}

std::optional<Cause> cause_from(std::string_view word) noexcept {
  for (const auto cause : {Cause::unreachable, Cause::timeout, Cause::tls, Cause::auth, Cause::rate_limit,
                           Cause::rejected, Cause::server, Cause::malformed})
    if (to_string(cause) == word) return cause;
  return std::nullopt;
}

bool is_outage(Cause cause) noexcept {
  switch (cause) {
  case Cause::unreachable:
  case Cause::timeout:
  case Cause::tls:
  case Cause::rate_limit:
  case Cause::server: return true;
  case Cause::auth:
  case Cause::rejected:
  case Cause::malformed: break;
  }
  return false;
}

bool surely_not_sent(const Failure& failure) noexcept {
  if (!failure.may_have_arrived) return true;
  return failure.cause == Cause::auth || failure.cause == Cause::rejected ||
         failure.cause == Cause::rate_limit;
}

}  // namespace wavix::api
