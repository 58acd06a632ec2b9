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

}  // namespace wavix::api
