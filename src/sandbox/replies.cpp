// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/replies.hpp"

#include <utility>

#include "sandbox/json.hpp"

namespace wavix::sandbox {
namespace {

JsonObject started(bool success, const Quirks& quirks) {
  JsonObject object;
  if (quirks.is(Quirk::success_field, "yes")) object.put("success", json(success));
  return object;
}

std::string finished(JsonObject object, const Quirks& quirks) {
  if (quirks.is(Quirk::extra_fields, "yes"))
    return to_text(std::move(object).with("charge", "0.0562").with("x_unknown", json_array()).done());
  return to_text(std::move(object).done());
}

std::string destination(const std::string& number, const Quirks& quirks) {
  constexpr std::size_t shown = 3;
  if (quirks.is(Quirk::destination, "plus")) return "+" + number;
  if (quirks.is(Quirk::destination, "masked"))
    return number.substr(0, shown) + std::string(number.size() - 2 * shown, '*') +
           number.substr(number.size() - shown);
  return number;
}

std::string country(const std::string& number, const Quirks& quirks) {
  const auto& forced = quirks.get(Quirk::country);
  return forced == "auto" ? std::string(country_of(number)) : forced;
}

void put_lookup(JsonObject& object, const Session& session, const Quirks& quirks) {
  const auto& mode = quirks.get(Quirk::number_lookup);
  if (mode == "off") return;
  if (mode == "null") return object.put("number_lookup", nullptr);
  if (mode == "members-null")
    return object.put("number_lookup", JsonObject()
                                           .with("number_type", Json())
                                           .with("country", Json())
                                           .with("current_carrier", Json())
                                           .done());
  object.put(mode == "lookup" ? "lookup" : "number_lookup",
             JsonObject()
                 .with("number_type", quirks.get(Quirk::number_type))
                 .with("country", country(session.number, quirks))
                 .with("current_carrier", quirks.get(Quirk::carrier))
                 .done());
}

Json item_of(const Session& session, const Quirks& quirks) {
  return JsonObject()
      .with("created_at", iso_time(std::chrono::floor<std::chrono::seconds>(session.created),
                                   quirks.is(Quirk::timestamps, "fraction")))
      .with("session_id", session.id)
      .with("phone_number", destination(session.number, quirks))
      .with("destination_country", country(session.number, quirks))
      .with("status", to_string(session.status))
      .with("charge", to_text(total_charge(session)))
      .with("service_id", session.service_id)
      .with("service_name", "2FA Service")
      .done();
}

/// The rest of a list, some items at a time.
struct ListPieces {
  std::string begun;  ///< up to where a comma or the last bracket comes
  Fabricated left;
  std::string service_id;
  Quirks quirks;
  bool ended = false;

  std::string operator()() {
    constexpr int items_in_piece = 256;
    if (ended) return {};
    auto piece = std::exchange(begun, "");
    for (int i = 0; i < items_in_piece && !left.empty(); ++i, ++left.first) {
      if (piece != "[") piece += ',';
      piece += to_text(item_of(left.at(left.first, service_id), quirks));
    }
    ended = left.empty();
    return ended ? piece + "]" : piece;
  }
};

void put_error(JsonObject& object, const std::string& error, const Quirks& quirks) {
  if (!error.empty()) return object.put("error", json(error));
  if (quirks.is(Quirk::event_error, "null")) return object.put("error", nullptr);
  if (quirks.is(Quirk::event_error, "empty")) return object.put("error", json(""));
}

}  // namespace

std::string created_reply(const Session& session, const Quirks& quirks) {
  auto object = started(true, quirks);
  object.put("service_id", json(session.service_id));
  if (quirks.is(Quirk::session_url, "yes"))
    object.put("session_url", json("https://api.wavix.com/v1/two-fa/verification/" + session.id));
  object.put("session_id", json(session.id));
  object.put("destination", json(destination(session.number, quirks)));
  object.put("created_at", json(iso_time(session.created, quirks.is(Quirk::timestamps, "fraction"))));
  put_lookup(object, session, quirks);
  return finished(std::move(object), quirks);
}

std::string resent_reply(const Service::Sent& sent, const Quirks& quirks) {
  return finished(started(true, quirks)
                      .with("channel", to_string(sent.channel))
                      .with("destination", destination(sent.number, quirks))
                      .with("created_at", iso_time(sent.at, quirks.is(Quirk::timestamps, "fraction"))),
                  quirks);
}

std::string checked_reply(bool is_valid, const Quirks& quirks) {
  return finished(JsonObject().with("is_valid", is_valid), quirks);
}

std::string canceled_reply(const Quirks& quirks) {
  if (quirks.is(Quirk::cancel_reply, "204")) return {};
  return finished(started(true, quirks), quirks);
}

std::string sessions_reply(const std::vector<const Session*>& sessions, const Quirks& quirks) {
  auto array = json_array();
  for (const auto* session : sessions)
    append(array, item_of(*session, quirks));
  return to_text(array);
}

Pieces sessions_pieces(std::string reply, const Service::Listed& listed, const Quirks& quirks) {
  reply.pop_back();  // the bracket at its end
  return ListPieces{std::move(reply), listed.fabricated, listed.service_id, quirks};
}

std::string events_reply(const Session& session, Time now, const Quirks& quirks) {
  auto array = json_array();
  for (const auto& event : session.events) {
    auto object = JsonObject()
                      .with("created_at", iso_time(std::chrono::floor<std::chrono::seconds>(event.at),
                                                   quirks.is(Quirk::timestamps, "fraction")))
                      .with("event", event.name)
                      .with("status", now < event.settles ? "pending" : event.status)
                      .with("charge", to_text(event.charge));
    put_error(object, now < event.settles ? "" : event.error, quirks);
    append(array, std::move(object).done());
  }
  return to_text(array);
}

std::string refused_reply(const std::string& message, const Quirks& quirks) {
  return to_text(started(false, quirks).with("message", message).done());
}

std::string unauthorized_reply() {
  return to_text(
      JsonObject().with("success", false).with("error", true).with("message", "Unauthorized").done());
}

std::string forbidden_reply(const Quirks& quirks) {
  auto object = JsonObject().with("success", false);
  if (quirks.is(Quirk::forbidden_body, "provisioned"))
    return to_text(
        std::move(object).with("message", "The service is not provisioned for your account.").done());
  const bool newer = quirks.is(Quirk::forbidden_body, "access-is-denied");
  return to_text(std::move(object)
                     .with("message", newer ? "Access is denied." : "Access Denied")
                     .with("error_code", "012")
                     .done());
}

}  // namespace wavix::sandbox
