// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "base/text.hpp"
#include "cli/declare.hpp"
#include "cli/output.hpp"
#include "cli/session.hpp"
#include "cli/traced_login.hpp"
#include "cli/user.hpp"
#include "cli/wavix_client.hpp"

namespace wavix::cli {
namespace {

struct TraceWords {
  std::string user;
  unsigned last = 3;
  bool json = false;
};

/// Why Wavix did not tell: so that it is not asked again, where it would not now.
struct Silence {
  std::string why;
  bool lasts;
};

Expected<std::vector<api::Event>, Silence> events_of(WavixClient& client, const config::Config& config,
                                                     const std::string& verification) {
  const auto reply = client.ask(api::events_request(verification));
  if (reply && reply->status == 404) return unexpected(Silence{"it no longer knows the verification", false});
  auto events = reply.and_then(api::events_reply);
  if (!events) return unexpected(Silence{told(events.error(), config).lines.front(), true});
  return std::move(*events);
}

/// Asks Wavix of each verification, once.
void ask_wavix(const config::Config& config, std::vector<TracedLogin>& all) {
  std::map<std::string, std::vector<TracedLogin*>> by_verification;
  for (auto& traced : all)
    if (!traced.login.verification.empty()) by_verification[traced.login.verification].push_back(&traced);
  if (by_verification.empty()) return;
  auto client = WavixClient::open(config);
  std::string silent = client ? "" : client.error().lines.front();
  for (const auto& [verification, logins] : by_verification) {
    auto events = silent.empty()
                      ? events_of(*client, config, verification)
                      : Expected<std::vector<api::Event>, Silence>(unexpected(Silence{silent, true}));
    if (events) {
      share_out(*events, logins);
      continue;
    }
    if (events.error().lasts) silent = events.error().why;
    for (auto* const traced : logins)
      traced->note = events.error().why;
  }
}

std::string machine() {
  char name[256] = "";
  static_cast<void>(::gethostname(name, sizeof name - 1));
  return sanitised(name);
}

std::string as_json(const std::vector<TracedLogin>& all) {
  const auto list = json_array();
  for (const auto& traced : all)
    append(list, json_of(traced));
  return to_text(list) + "\n";
}

std::string as_text(const std::vector<TracedLogin>& all) {
  std::string text;
  for (const auto& traced : all)
    text += (text.empty() ? "" : "\n") + story_of(traced, machine());
  return text;
}

Outcome trace(const Global& global, const TraceWords& words) {
  auto session = open_session(global);
  if (!session) return unexpected(std::move(session.error()));
  const auto user = known_name(words.user);
  auto logins = guard::last_records(session->store, words.last, user);
  if (!logins) return failed(logins.error());
  std::reverse(logins->begin(), logins->end());
  std::vector<TracedLogin> all;
  for (auto& login : *logins)
    all.push_back({std::move(login)});
  ask_wavix(session->config, all);
  if (words.json) return show(as_json(all));
  return show(all.empty() ? fmt::format("No login of {} is on this machine's record.\n", user)
                          : as_text(all));
}

}  // namespace

void add_trace(CLI::App& app, Command& chosen) {
  add_command<TraceWords>(
      app, "trace", "A user's last logins, step by step: why was there no code?", chosen, trace,
      [](CLI::App& command, TraceWords& words) {
        add_user(command, words.user, "whose logins").required();
        const auto set = [&words](const std::string& text) {
          constexpr unsigned most = 100;
          const auto number = number_from<unsigned>(text);
          if (!number || *number == 0 || *number > most)
            throw CLI::ValidationError("--last",
                                       wavix::quoted(text, 100) + " is not a whole number from 1 to 100");
          words.last = *number;
        };
        command.add_option_function<std::string>("--last", set, "so many logins; else 3")->type_name("N");
        add_json(command, words.json);
      });
}

}  // namespace wavix::cli
