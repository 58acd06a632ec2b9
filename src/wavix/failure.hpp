// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace wavix::api {

/// Why Wavix could not be asked, or what it answered instead. The words are the log's and [outage]'s.
enum class Cause {
  unreachable,  ///< no address, no connection, connection lost
  timeout,      ///< connect_timeout or request_timeout
  tls,          ///< no TLS, or not the server it should be
  auth,         ///< 401, 403: the key, or the account
  rate_limit,   ///< 429
  rejected,     ///< another 4xx, or success:false: the request itself
  server,       ///< 5xx
  malformed,    ///< an answer that the API does not give, redirects included
};
std::string_view to_string(Cause cause) noexcept;
/// The cause with that word; nothing: there is none.
std::optional<Cause> cause_from(std::string_view word) noexcept;
/// Wavix could not be asked, or could not answer: nothing on this side can mend it.
bool is_outage(Cause cause) noexcept;

struct Failure {
  Cause cause = Cause::malformed;
  long status = 0;  ///< HTTP's; 0: no answer came
  bool may_have_arrived =
      true;  ///< false: the request certainly never left, so nothing was sent, nothing billed
  /// This process could not run for over a second meanwhile (kill(2), a frozen group of cgroups(7), no
  /// processor for it): that may be all that failed, and whoever did it may be whom the login is of.
  bool paused = false;
  bool validation = false;  ///< a 400 or 422 in Wavix's own form, {"success":false,…}: the request's content
  std::string message = {};  ///< sanitised; for the log, never to branch on
  std::optional<std::chrono::seconds> retry_after = std::nullopt;
};

/// Of a create or a resend: no message was sent and none billed, for the request never left, or Wavix refused
/// it.
bool surely_not_sent(const Failure& failure) noexcept;

}  // namespace wavix::api
