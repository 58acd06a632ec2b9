// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/actor.hpp"
#include "cli/declare.hpp"
#include "cli/json.hpp"
#include "cli/log.hpp"
#include "cli/output.hpp"
#include "cli/session.hpp"
#include "cli/time.hpp"
#include "cli/uninterrupted.hpp"
#include "config/forms.hpp"
#include "guard/break_glass.hpp"

namespace wavix::cli {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t longest_reason = 200;

struct StartWords {
  guard::milliseconds ttl{0};
  std::string reason;
};
struct StopWords {};
struct StatusWords {
  bool json = false;
};

void set_ttl(StartWords& words, const std::string& text) {
  const auto ttl = config::Duration{1min, 24h}.parse(text);
  if (!ttl) throw CLI::ValidationError("--ttl", ttl.error());
  words.ttl = *ttl;
}

void set_reason(StartWords& words, const std::string& text) {
  words.reason = trimmed(text);
  if (words.reason.empty()) throw CLI::ValidationError("--reason", "is empty");
  if (sanitised(words.reason, longest_reason) != words.reason)
    throw CLI::ValidationError("--reason",
                               fmt::format("must be one line of text, of at most {} bytes", longest_reason));
}

Outcome start(const Global& global, const StartWords& words) {
  auto session = open_session(global);
  if (!session) return unexpected(std::move(session.error()));
  const Uninterrupted until_logged;
  const auto started = guard::start_break_glass(session->store, words.ttl, words.reason, actor().name);
  if (!started) return failed(started.error());
  const auto time = for_people(words.ttl);
  log_deed(session->config, "breakglass start", {{"ttl", time}, {"reason", words.reason}}, Weight::alarming);
  return show(fmt::format("For {} logins need no code. To end it sooner: wavix2fa breakglass stop\n", time));
}

Outcome stop(const Global& global, const StopWords&) {
  auto session = open_session(global);
  if (!session) return unexpected(std::move(session.error()));
  const Uninterrupted until_logged;
  const auto was = guard::stop_break_glass(session->store);
  if (!was) return failed(was.error());
  if (!*was) return show("It was off: logins need a code.\n");
  log_deed(session->config, "breakglass stop",
           {{"reason", (*was)->reason}, {"started_by", (*was)->started_by}});
  return show("Stopped: logins need a code again.\n");
}

std::string as_json(const std::optional<guard::BreakGlass>& now) {
  auto state = JsonObject().with("active", now.has_value());
  if (now)
    state = std::move(state)
                .with("started", for_programs(now->started))
                .with("ends", for_programs(now->ends))
                .with("started_by", now->started_by)
                .with("reason", now->reason);
  return to_text(std::move(state).done()) + "\n";
}

std::string as_text(const std::optional<guard::BreakGlass>& now) {
  if (!now) return "Off: logins need a code.\n";
  return fmt::format("ON: logins need no code until {}.\nStarted {} by {}: {}\n", for_people(now->ends),
                     for_people(now->started), sanitised(now->started_by), sanitised(now->reason));
}

Outcome status(const Global& global, const StatusWords& words) {
  auto session = open_session(global);
  if (!session) return unexpected(std::move(session.error()));
  const auto now = guard::break_glass(session->store);
  if (!now) return failed(now.error());
  return show(words.json ? as_json(*now) : as_text(*now));
}

}  // namespace

void add_breakglass(CLI::App& app, Command& chosen) {
  auto& group = add_group(app, "breakglass", "Let logins pass without a code, for a limited time");
  add_command<StartWords>(
      group, "start", "Let them pass from now on", chosen, start, [](CLI::App& command, StartWords& words) {
        command
            .add_option_function<std::string>(
                "--ttl", [&words](const std::string& text) { set_ttl(words, text); },
                "how long, from 1m to 24h: 90m, 2h")
            ->type_name("TIME")
            ->required();
        command
            .add_option_function<std::string>(
                "--reason", [&words](const std::string& text) { set_reason(words, text); },
                "why; it goes to the log")
            ->type_name("TEXT")
            ->required();
      });
  add_command<StopWords>(group, "stop", "End it before its time is over", chosen, stop,
                         [](CLI::App&, StopWords&) {});
  add_command<StatusWords>(group, "status", "Show whether it is on", chosen, status,
                           [](CLI::App& command, StatusWords& words) { add_json(command, words.json); });
}

}  // namespace wavix::cli
