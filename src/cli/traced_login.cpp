// SPDX-License-Identifier: BSD-3-Clause
#include "cli/traced_login.hpp"

#include <utility>

#include "cli/charge.hpp"
#include "cli/event_words.hpp"
#include "cli/time.hpp"
#include "cli/traced_time.hpp"

namespace wavix::cli {
namespace {

Json steps_of(const guard::LoginRecord& login) {
  auto steps = json_array();
  for (const auto& step : login.steps)
    append(steps, JsonObject()
                      .with("at", to_the_millisecond(step.at))
                      .with("what", step.what)
                      .with("detail", json_or_null(step.detail))
                      .done());
  return steps;
}

/// The last of the logins that had begun when it happened; the first, where none had.
TracedLogin& login_of(const api::Event& event, const std::vector<TracedLogin*>& logins) {
  auto* found = logins.front();
  for (auto* const next : logins) {
    const auto at = time_of(event, next->login.ended);
    if (at && next->login.began() <= *at) found = next;
  }
  return *found;
}

}  // namespace

void share_out(const std::vector<api::Event>& events, const std::vector<TracedLogin*>& logins) {
  for (const auto& event : events)
    login_of(event, logins).events.push_back(event);
}

Json json_of(const TracedLogin& traced) {
  const auto& login = traced.login;
  Charges charges;
  for (const auto& event : traced.events)
    charges.add(event.charge);
  return JsonObject()
      .with("user", login.user)
      .with("service", login.service)
      .with("host", json_or_null(login.rhost))
      .with("began", to_the_millisecond(login.began()))
      .with("ended", to_the_millisecond(login.ended))
      .with("verdict", login.verdict)
      .with("cause", json_or_null(login.cause))
      .with("detail", json_or_null(login.detail))
      .with("rule", json_or_null(login.rule))
      .with("contact", json_or_null(login.contact))
      .with("phone", json_or_null(login.phone))
      .with("country", json_or_null(login.country))
      .with("channel", json_or_null(login.channel))
      .with("verification", json_or_null(login.verification))
      .with("sends", login.sends)
      .with("checks", login.checks)
      .with("cost", traced.events.empty() ? Json() : json(charges.sum().text()))
      .with("steps", steps_of(login))
      .with("events", traced.note.empty() ? json_of(traced.events) : Json())
      .with("note", json_or_null(traced.note))
      .done();
}

}  // namespace wavix::cli
