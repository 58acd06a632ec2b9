// SPDX-License-Identifier: BSD-3-Clause
#include "cli/settle.hpp"

#include <fmt/format.h>

#include <optional>

#include "base/file.hpp"
#include "base/replace_file.hpp"
#include "base/text.hpp"
#include "cli/log.hpp"
#include "cli/time.hpp"
#include "config/load.hpp"
#include "guard/outcome.hpp"
#include "guard/record.hpp"
#include "guard/store.hpp"

namespace wavix::cli {
namespace {

using namespace std::chrono_literals;

constexpr const char* folder_of_pam = "/etc/pam.d";

/// Undoing must work where the configuration, or the store, does not: that may be why.
config::Config configuration(const Trial& trial) {
  auto loaded = config::load({.file = trial.conf, .settings = {}}, trial.service);
  return loaded ? std::move(loaded->config) : config::Config{};
}

/// Grace would be no proof: it asks for no code, which may be what the new lines cannot do.
bool asked_and_got_in(const guard::LoginRecord& login) {
  const auto outcome = guard::outcome_of(login);
  return outcome == guard::LoginOutcome::verified || outcome == guard::LoginOutcome::recovery;
}

std::optional<guard::LoginRecord> verified_login(const config::Config& config, const Trial& trial) {
  auto store = guard::Store::open(config.state.file, 2s);
  if (!store) return std::nullopt;
  std::optional<guard::LoginRecord> found;
  const auto look = [&](const guard::LoginRecord& login) {
    if (login.service == trial.service && asked_and_got_in(login) && login.began() >= trial.since)
      found = login;
  };
  static_cast<void>(guard::visit_records(*store, trial.since, guard::WallTime::max(), look));
  return found;
}

/// What the file says now; nothing: it is not there. One that is no longer safe, somebody has changed.
Expected<std::optional<std::string>, std::string> present(const Trial& trial) {
  auto text = read_safely(trial.file, Readers::anyone, 1U << 20U);
  if (text) return std::optional<std::string>(std::move(*text));
  switch (text.error().kind) {
  case FileError::Kind::missing: return std::optional<std::string>();
  case FileError::Kind::unsafe: return std::optional<std::string>(std::in_place);
  case FileError::Kind::unreadable: break;
  }
  return unexpected(fmt::format("{} {}", trial.file, text.error().reason));
}

Done put_back(const Trial& trial) {
  const auto folder = open_folder(folder_of_pam);
  if (!folder) return unexpected(folder.error());
  auto done = trial.was_there ? replace_file(*folder, trial.service, trial.before, 0644)
                              : remove_file(*folder, trial.service);
  if (!done) return unexpected(fmt::format("{} {}", trial.file, done.error()));
  return {};
}

Expected<Settlement, std::string> ended(const Trial& trial, const config::Config& config, Settled how,
                                        std::string_view deed, std::string reason, std::string words) {
  log_deed(config, deed, {{"service", trial.service}, {"file", trial.file}, {"reason", std::move(reason)}},
           how == Settled::changed ? Weight::alarming : Weight::usual);
  if (const auto end = end_trial(trial.service); !end) return unexpected(end.error());
  return Settlement{how, std::move(words)};
}

bool is_as_before(const Trial& trial, const std::optional<std::string>& now) {
  return now ? trial.was_there && *now == trial.before : !trial.was_there;
}

Expected<Settlement, std::string> undo(const Trial& trial, const config::Config& config,
                                       const std::optional<std::string>& now, std::string reason) {
  if (!now || *now != trial.after)
    return ended(
        trial, config, Settled::changed, "enable not undone", "somebody has changed the file since",
        fmt::format("{0}: not undone: somebody has changed {1} since. To put the old one back: cp {2} {1}",
                    trial.service, trial.file, kept_at(trial.service + ".before")));
  if (const auto done = put_back(trial); !done) return unexpected(done.error());
  auto words = fmt::format("{}: undone, {} is as it was: {}.", trial.service, trial.file, reason);
  return ended(trial, config, Settled::undone, "enable undone", std::move(reason), std::move(words));
}

}  // namespace

bool is_ripe(const Trial& trial) {
  const auto text = present(trial);
  const auto clock = guard::machine_clock();
  return (text && is_as_before(trial, *text)) || !clock || is_over(trial, *clock) ||
         verified_login(configuration(trial), trial);
}

Expected<Settlement, std::string> settle(const Trial& trial, Now now) {
  const auto config = configuration(trial);
  const auto text = present(trial);
  if (!text) return unexpected(text.error());
  if (is_as_before(trial, *text))
    return ended(trial, config, Settled::not_made, "enable undone", "the file is as it was",
                 fmt::format("{}: nothing to undo, {} is as it was.", trial.service, trial.file));
  if (const auto login = verified_login(config, trial))
    return ended(trial, config, Settled::confirmed, "enable confirmed",
                 fmt::format("{} logged in with a code", login->user),
                 fmt::format("{}: confirmed: {} logged in with a code at {}.", trial.service,
                             sanitised(login->user), for_people(login->ended)));
  if (now == Now::at_once) return undo(trial, config, *text, "it was ended before its time");
  const auto clock = guard::machine_clock();
  if (clock && !is_over(trial, *clock)) return Settlement{Settled::waiting, ""};
  return undo(trial, config, *text,
              clock && trial.boot != clock->boot ? "the machine was started anew before a login was verified"
                                                 : "no login with a code was verified in time");
}

Expected<Settlement, std::string> confirm_trial(const Trial& trial) {
  return ended(trial, configuration(trial), Settled::confirmed, "enable confirmed", "by hand",
               fmt::format("{}: confirmed; {} stays as it is.", trial.service, trial.file));
}

}  // namespace wavix::cli
