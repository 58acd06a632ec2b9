// SPDX-License-Identifier: BSD-3-Clause
#include "base/text.hpp"
#include "wavix/classify.hpp"
#include "wavix/operations.hpp"
#include "wavix/verification_id.hpp"

namespace wavix::api {
namespace {

struct LookupMember {
  const char* name;
  std::string NumberLookup::*member;
};
constexpr LookupMember lookup_members[] = {{"number_type", &NumberLookup::number_type},
                                           {"country", &NumberLookup::country},
                                           {"current_carrier", &NumberLookup::carrier}};

Expected<std::optional<NumberLookup>, Wrong> lookup_in(JsonValue answer) {
  auto object = answer.optional_object("number_lookup");
  if (object && !*object) object = answer.optional_object("lookup");  // its name in Wavix's SDKs of 2024
  if (!object) return unexpected(object.error());
  if (!*object) return std::nullopt;
  NumberLookup lookup;
  for (const auto& [name, member] : lookup_members) {
    const auto text = (*object)->optional_string(name);
    if (!text) return unexpected(text.error());
    lookup.*member = sanitised(text->value_or(""), 64);
  }
  return lookup;
}

bool has_no_body(const Reply& reply) { return trimmed(reply.body).empty(); }

/// A 2xx that needs no body; one that is there must be an object that does not say no.
template <typename Done>
Expected<Done, Failure> done(const Reply& reply) {
  if (is_success(reply) && has_no_body(reply)) return Done{};
  if (auto answer = object_in(reply); !answer) return unexpected(std::move(answer.error()));
  return Done{};
}

}  // namespace

Expected<Created, Failure> create_reply(const Reply& reply) {
  const auto answer = object_in(reply);
  if (!answer) return unexpected(answer.error());
  auto id = answer->root().string("session_id");
  if (!id) return unexpected(malformed(reply, id.error()));
  if (!is_usable_id(*id)) return unexpected(malformed(reply, "session_id cannot be used in a path"));
  auto lookup = lookup_in(answer->root());
  if (!lookup) return unexpected(malformed(reply, lookup.error()));
  return Created{std::move(*id), std::move(*lookup)};
}

Expected<Resent, Failure> resend_reply(const Reply& reply) { return done<Resent>(reply); }

Expected<CheckResult, Failure> check_reply(const Reply& reply) {
  const auto answer = object_in(reply);
  if (!answer) return unexpected(answer.error());
  if (reply.status != 200) return unexpected(malformed(reply, "the answer to a check is not a 200"));
  const auto valid = answer->root().boolean("is_valid");
  if (!valid) return unexpected(malformed(reply, valid.error()));
  return CheckResult{*valid};
}

Expected<Cancelled, Failure> cancel_reply(const Reply& reply) {
  if (reply.status == 404) return Cancelled{};
  return done<Cancelled>(reply);
}

}  // namespace wavix::api
