// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/format.h>

#include <vector>

#include "base/rfc3339.hpp"
#include "base/text.hpp"
#include "cli/charge.hpp"
#include "cli/declare.hpp"
#include "cli/event_words.hpp"
#include "cli/json.hpp"
#include "cli/output.hpp"
#include "cli/session.hpp"
#include "cli/table.hpp"
#include "cli/time.hpp"
#include "cli/verification.hpp"
#include "cli/wavix_client.hpp"

namespace wavix::cli {
namespace {

struct EventsWords {
  std::string id;
  bool json = false;
};

std::string as_json(const std::vector<api::Event>& events) { return to_text(json_of(events)) + "\n"; }

std::string as_table(const std::vector<api::Event>& events) {
  Charges charges;
  std::vector<Row> rows = {{"TIME", "EVENT", "STATUS", "COST", "ERROR"}};
  for (const auto& event : events) {
    const auto at = from_rfc3339(event.created_at);
    rows.push_back({at ? to_the_second(*at) : event.created_at,
                    event.kind_word,
                    {event.status_word, paint_of(event.status)},
                    charge_for_people(event.charge),
                    event.error});
    charges.add(event.charge);
  }
  return table(std::move(rows), {3}) +
         fmt::format("{}, {}\n", counted(events.size(), "event"), charges.text());
}

Outcome list(const Global& global, const EventsWords& words) {
  auto session = open_session(global);
  if (!session) return unexpected(std::move(session.error()));
  auto client = WavixClient::open(session->config);
  if (!client) return unexpected(std::move(client.error()));
  const auto reply = client->ask(api::events_request(words.id));
  if (reply && reply->status == 404)
    return failed(fmt::format("{}: Wavix knows no verification of this ID", words.id));
  const auto events = reply.and_then(api::events_reply);
  if (!events) return unexpected(told(events.error(), session->config));
  if (words.json) return show(as_json(*events));
  const auto owner = owner_of(session->store, words.id);
  if (!owner) return unexpected(owner.error());
  const auto whose =
      *owner ? in_words(**owner) + "\n" : std::string("Of no login on this machine's record.\n");
  return show(whose + (events->empty() ? "Nothing has happened.\n" : as_table(*events)));
}

}  // namespace

void add_events(CLI::App& app, Command& chosen) {
  add_command<EventsWords>(app, "events", "What Wavix says became of one verification", chosen, list,
                           [](CLI::App& command, EventsWords& words) {
                             add_verification(command, words.id);
                             add_json(command, words.json);
                           });
}

}  // namespace wavix::cli
