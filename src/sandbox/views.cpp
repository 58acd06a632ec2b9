// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/views.hpp"

#include <map>
#include <string>
#include <utility>

namespace wavix::sandbox {
namespace {

std::size_t number(unsigned value) { return value; }

/// A name that comes twice has both values, with a comma, as HTTP reads them.
Json headers_of(const Request& request) {
  std::map<std::string, std::string> joined;
  for (const auto& [name, value] : request.headers) {
    auto& all = joined[name];
    all += all.empty() ? value : ", " + value;
  }
  JsonObject object;
  for (const auto& [name, value] : joined)
    object.put(name.c_str(), json(value));
  return std::move(object).done();
}

Json view(const Event& event, Time now) {
  return JsonObject()
      .with("at", iso_time(event.at, true))
      .with("event", event.name)
      .with("status", now < event.settles ? "pending" : event.status)
      .with("charge", to_text(event.charge))
      .with("error", event.error)
      .done();
}

}  // namespace

Json view(const Message& message) {
  return JsonObject()
      .with("index", message.index)
      .with("to", message.number)
      .with("channel", to_string(message.channel))
      .with("code", message.code)
      .with("session_id", message.session_id)
      .with("delivery", message.delivery)
      .with("at", iso_time(message.at, true))
      .done();
}

Json view(const Session& session, Time now) {
  auto events = json_array();
  for (const auto& event : session.events)
    append(events, view(event, now));
  return JsonObject()
      .with("session_id", session.id)
      .with("to", session.number)
      .with("status", to_string(session.status))
      .with("code", session.code)
      .with("sends", number(session.sends))
      .with("checks", number(session.checks))
      .with("charge", to_text(total_charge(session)))
      .with("created_at", iso_time(session.created, true))
      .with("code_sent_at", iso_time(session.code_sent, true))
      .with("events", std::move(events))
      .done();
}

Json view(const Logged& logged) {
  auto headers = JsonObject();
  for (const auto& [name, value] : logged.request.headers)
    headers.put(name.c_str(), json(value));
  auto violations = json_array();
  for (const auto& violation : logged.violations)
    append(violations, json(violation));
  return JsonObject()
      .with("number", logged.number)
      .with("at", iso_time(logged.at, true))
      .with("connection", logged.request.connection)
      .with("operation", logged.operation ? json(to_string(*logged.operation)) : Json())
      .with("method", logged.request.method)
      .with("path", logged.request.target)
      .with("headers", headers_of(logged.request))
      .with("body", logged.request.body)
      .with("status", logged.status)
      .with("fault", logged.fault.empty() ? Json() : json(logged.fault))
      .with("repeats", logged.repeats ? json(*logged.repeats) : Json())
      .with("violations", std::move(violations))
      .done();
}

Json view(const Fault& fault) {
  return JsonObject()
      .with("fault", fault.text)
      .with("times", fault.times == Fault::always ? json("always") : json(number(fault.times)))
      .done();
}

Json view(const Quirks& quirks) {
  JsonObject object;
  for (std::size_t i = 0; i < quirk_count; ++i)
    object.put(std::string(quirk_rows()[i].name).c_str(), json(quirks.get(static_cast<Quirk>(i))));
  return std::move(object).done();
}

}  // namespace wavix::sandbox
