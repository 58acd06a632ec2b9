// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/format.h>
#include <strings.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "base/text.hpp"
#include "base/when.hpp"
#include "cli/days.hpp"
#include "cli/session.hpp"
#include "cli/session_reader.hpp"
#include "cli/user.hpp"
#include "cli/wavix_client.hpp"
#include "wavix/session_list.hpp"

namespace wavix::cli {
namespace {

struct SessionsWords {
  DaysWords days;
  std::string user, status, country;
  bool json = false;
};

constexpr std::array statuses = {"verified", "expired", "canceled", "failed", "pending"};

/// As Wavix spells it.
std::string status_from(const std::string& text) {
  const auto is = [&](const char* word) { return ::strcasecmp(text.c_str(), word) == 0; };
  if (is("cancelled")) return "canceled";
  const auto* const found = std::find_if(statuses.begin(), statuses.end(), is);
  if (found == statuses.end())
    throw CLI::ValidationError("--status",
                               wavix::quoted(text, 100) +
                                   " is no status: verified, expired, canceled, failed or pending");
  return *found;
}

std::string country_from(const std::string& text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  if (text.size() != 2 || !std::all_of(text.begin(), text.end(), is_letter))
    throw CLI::ValidationError("--country",
                               wavix::quoted(text, 100) + " is no country: two letters, as in LV or US");
  return text;
}

std::string none_of(const Days& days, const SessionsWords& words) {
  const bool all = words.user.empty() && words.status.empty() && words.country.empty();
  const auto when = days.first == days.last
                        ? fmt::format("on {}", in_iso(days.first))
                        : fmt::format("from {} to {}", in_iso(days.first), in_iso(days.last));
  return fmt::format("No {}verifications {}.\n", all ? "" : "such ", when);
}

/// What Wavix did not give, and how far it came.
Failure broken_off(const api::Failure& failure, std::uint64_t came, const config::Config& config) {
  auto lines = told(failure, config);
  if (came > 0)
    lines.lines.push_back(
        fmt::format("the list is not whole: {} came before that", counted(came, "verification")));
  return lines;
}

/// In what time zone Wavix's days begin is not documented: one more at either end has all of ours.
api::Request request_of(api::SessionList& list, const std::string& service, const Days& days) {
  constexpr std::chrono::days one(1);
  return list.request(service, in_iso(days.first - one), in_iso(days.last + one));
}

Outcome list(const Global& global, const SessionsWords& words) {
  const auto days = days_of(words.days, today(), 1);
  if (!days) return unexpected(days.error());
  auto session = open_session(global);
  if (!session) return unexpected(std::move(session.error()));
  auto client = WavixClient::open(session->config);
  if (!client) return unexpected(std::move(client.error()));
  const SessionFilter filter{beginning_of(days->first), beginning_of(days->last + std::chrono::days(1)),
                             words.user.empty() ? "" : known_name(words.user), words.status, words.country};
  const auto output = words.json ? session_json() : session_table(none_of(*days, words));
  SessionReader reader(session->store, filter, *output);
  api::SessionList all([&](api::Session one) { return reader.take(std::move(one)); });
  const auto reply = client->ask(request_of(all, session->config.wavix.service_id, *days));
  if (auto shown = reader.finish(); !shown) return shown;
  if (const auto whole = all.result(reply); !whole)
    return unexpected(broken_off(whole.error(), all.count(), session->config));
  return output->end(reader.totals());
}

}  // namespace

void add_sessions(CLI::App& app, Command& chosen) {
  add_command<SessionsWords>(
      app, "sessions", "The verifications that Wavix lists, and whose they are", chosen, list,
      [](CLI::App& command, SessionsWords& words) {
        add_days(command, words.days, "today");
        add_user_option(command, words.user, "of this user alone");
        command
            .add_option_function<std::string>(
                "--status", [&words](const std::string& text) { words.status = status_from(text); },
                "those of this status alone")
            ->type_name(fmt::format("{}", fmt::join(statuses, "|")));
        command
            .add_option_function<std::string>(
                "--country", [&words](const std::string& text) { words.country = country_from(text); },
                "of phones of this country alone: LV")
            ->type_name("CC");
        add_json(command, words.json);
      });
}

}  // namespace wavix::cli
