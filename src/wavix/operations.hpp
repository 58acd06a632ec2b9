// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/channel.hpp"
#include "base/expected.hpp"
#include "wavix/failure.hpp"
#include "wavix/transport.hpp"

/// The six operations of the Wavix 2FA API (https://docs.wavix.com/api-reference/2fa), each as the request
/// that it makes and the reply that it takes. Pure: no I/O, and nothing that is not typed leaves.
namespace wavix::api {

/// What Wavix knows of the number; present where the service has number validation on.
struct NumberLookup {
  std::string number_type;  ///< "mobile"…; empty: not told
  std::string country;      ///< ISO 3166-1 alpha-2; empty: not told
  std::string carrier;      ///< sanitised free text
};

struct Created {
  std::string
      verification;  ///< the id, opaque; 1 to 128 characters of printable ASCII, fit for a path segment
  std::optional<NumberLookup> lookup;
};

/// One line of a verification's log, in the order of time.
struct Event {
  std::string created_at;  ///< RFC 3339, as it came
  enum class Kind { number_lookup, sms, voice, check, other } kind = Kind::other;
  enum class Status { success, delivered, failed, pending, other } status = Status::other;
  std::string charge;                            ///< USD, a decimal number as text
  std::string error;                             ///< sanitised; empty: none
  std::string kind_word = {}, status_word = {};  ///< Wavix's own, sanitised
};

/// One verification in the list of a service. Every member may be empty.
struct Session {
  std::string created_at, verification, phone, country, status, charge;
};

struct Cancelled {};
struct Resent {};
struct CheckResult {
  bool valid = false;
};

constexpr const char* create_path = "/v1/two-fa/verification";
/// The size of the largest body that a create can have.
std::size_t create_room(std::string_view service_id);
Request create_request(std::string_view service_id, std::string_view phone_digits, Channel channel);
Expected<Created, Failure> create_reply(const Reply& reply);

Request resend_request(std::string_view verification, Channel channel);
/// Any 2xx, with no body or an object that does not say no.
Expected<Resent, Failure> resend_reply(const Reply& reply);

Request check_request(std::string_view verification, std::string_view code);
/// valid only for HTTP 200 with the literal boolean true under a key that occurs once.
Expected<CheckResult, Failure> check_reply(const Reply& reply);

Request cancel_request(std::string_view verification);
/// Any 2xx, with no body or an object that does not say no; a 404 too: it is no longer there to be cancelled.
Expected<Cancelled, Failure> cancel_reply(const Reply& reply);

/// `from`, `to`: YYYY-MM-DD, both inclusive. The list has any length: SessionList reads it.
Request sessions_request(std::string_view service_id, std::string_view from, std::string_view to);

Request events_request(std::string_view verification);
Expected<std::vector<Event>, Failure> events_reply(const Reply& reply);

}  // namespace wavix::api
