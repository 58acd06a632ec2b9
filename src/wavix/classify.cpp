// SPDX-License-Identifier: BSD-3-Clause
#include "wavix/classify.hpp"

#include <cstddef>
#include <utility>

#include "base/text.hpp"

namespace wavix::api {
namespace {

constexpr std::size_t longest_message = 200;

Cause cause_of(long status) {
  switch (status) {
  case 401:
  case 403: return Cause::auth;
  case 429: return Cause::rate_limit;
  default: break;
  }
  if (status >= 400 && status < 500) return Cause::rejected;
  if (status >= 500 && status < 600) return Cause::server;
  return Cause::malformed;
}

Failure failure(const Reply& reply, Cause cause, std::string_view message) {
  Failure failure;
  failure.cause = cause;
  failure.status = reply.status;
  failure.message = sanitised(message, longest_message);
  failure.retry_after = reply.retry_after;
  return failure;
}

/// What the server says about it, if it says so in the form of this API.
std::string message_in(JsonValue object) {
  return object.optional_string("message").value_or(std::nullopt).value_or("");
}

bool says_success_is_false(JsonValue object) { return object.boolean("success") == false; }

/// Why a 2xx is none; nothing if it is one. "success" and "error" need not be there.
std::optional<Failure> refusal(const Reply& reply, JsonValue object) {
  const auto success = object.boolean("success");
  if (object.has("success") && !success) return malformed(reply, success.error());
  const auto error = object.optional_boolean("error");
  if (!error) return malformed(reply, error.error());
  if (success == false || *error == true) return failure(reply, Cause::rejected, message_in(object));
  return std::nullopt;
}

}  // namespace

Failure malformed(const Reply& reply, std::string_view why) { return failure(reply, Cause::malformed, why); }

Failure failure_of(const Reply& reply) {
  auto result = failure(reply, cause_of(reply.status), "");
  const auto body = Json::parse(reply.body);  // HTML, text and nothing at all are usual here
  if (!body || !body->root().is_object()) return result;
  result.message = sanitised(message_in(body->root()), longest_message);
  result.validation = (reply.status == 400 || reply.status == 422) && says_success_is_false(body->root());
  return result;
}

Expected<Json, Failure> object_in(const Reply& reply) {
  if (!is_success(reply)) return unexpected(failure_of(reply));
  auto body = Json::parse(reply.body);
  if (!body) return unexpected(malformed(reply, body.error()));
  if (!body->root().is_object()) return unexpected(malformed(reply, "the answer is not an object"));
  if (auto why = refusal(reply, body->root())) return unexpected(std::move(*why));
  return std::move(*body);
}

Expected<Json, Failure> array_in(const Reply& reply) {
  if (!is_success(reply)) return unexpected(failure_of(reply));
  auto body = Json::parse(reply.body);
  if (!body) return unexpected(malformed(reply, body.error()));
  if (body->root().is_array()) return std::move(*body);
  if (body->root().is_object())
    if (auto why = refusal(reply, body->root())) return unexpected(std::move(*why));
  return unexpected(malformed(reply, "the answer is not an array"));
}

}  // namespace wavix::api
