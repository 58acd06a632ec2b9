// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/format.h>

#include <chrono>
#include <cstdio>

#include "base/text.hpp"
#include "base/when.hpp"
#include "cli/actor.hpp"
#include "cli/enable.hpp"
#include "cli/log.hpp"
#include "cli/output.hpp"
#include "cli/trial.hpp"
#include "cli/uninterrupted.hpp"
#include "cli/watchdog.hpp"
#include "config/load.hpp"
#include "pamd/examine.hpp"

namespace wavix::cli {
namespace {

using namespace std::chrono_literals;

constexpr const char* examples = WAVIX2FA_EXAMPLES;

pamd::Tree with(pamd::Tree tree, const pamd::Change& change) {
  tree.instead[change.file] = change.after;
  return tree;
}

/// What does not forbid it, but should be known before the question.
void warn(const pamd::Tree& after, const std::string& service) {
  for (const auto& finding : pamd::examine(after, service))
    if (finding.severity == pamd::Severity::warning)
      fmt::print(stderr, "wavix2fa: {}\n",
                 sanitised(fmt::format("{}:{}: {}; {}", finding.place.file, finding.place.line, finding.what,
                                       finding.mend),
                           2000));
}

std::string advice(const EnableWords& words) {
  if (words.service != "sshd") return {};
  return fmt::format(
      "\nsshd can ask for a code only where sshd_config says what {}/sshd_config.d/{}.conf does.\n"
      "See what counts: sshd -T | grep -iE "
      "'^(usepam|kbdinteractive|passwordauth|authenticationmethods)'\n",
      examples, words.key ? "key-then-code" : "password-then-code");
}

/// "sudo -i" and "su -" may have stacks of their own.
std::string login_shells(const pamd::Tree& after, const std::string& service) {
  const auto* other = service == "sudo" ? "sudo-i" : service == "su" ? "su-l" : nullptr;
  if (other == nullptr || !pamd::read_file(after, other)) return {};
  for (const auto& entry : pamd::auth_stack(after, other).entries)
    if (pamd::is_ours(entry)) return {};
  return fmt::format("{} has a stack of its own, which asks for no code yet: wavix2fa enable {}\n",
                     service == "sudo" ? "sudo -i" : "su -", other);
}

Expected<Trial, std::string> new_trial(const Global& global, const EnableWords& words,
                                       const pamd::Change& change) {
  const auto now = guard::machine_clock();
  if (!now) return unexpected(now.error());
  return Trial{.service = words.service,
               .file = change.file,
               .was_there = !change.is_new,
               .before = change.is_new ? "" : change.before,
               .after = change.after,
               .since = now->wall,
               .ends = now->wall + words.confirm_within,
               .ends_up = now->up + words.confirm_within,
               .boot = now->boot,
               .by = actor().name,
               .conf = global.conf};
}

/// The note and the watchdog, before anything is changed.
Outcome prepare(const Trial& trial) {
  if (const auto begun = begin_trial(trial); !begun) return failed(begun.error());
  if (const auto watched = start_watchdog(trial.service); !watched) {
    static_cast<void>(end_trial(trial.service));
    return failed(fmt::format("{}; nothing was changed", watched.error()));
  }
  return {};
}

std::string told(const Trial& trial, const pamd::Tree& after) {
  return fmt::format(
      "{} is changed, on trial until {}. Keep this shell open, and log in from another terminal.\n"
      "It stays once a login with a code succeeds, or by: wavix2fa enable --confirm\n"
      "Else what it was comes back by itself.\n{}",
      trial.file, when(trial.ends, trial.since), login_shells(after, trial.service));
}

Outcome on_trial(const Global& global, const EnableWords& words, const pamd::Change& change,
                 const pamd::Tree& after, const config::Config& config) {
  const auto trial = new_trial(global, words, change);
  if (!trial) return failed(trial.error());
  if (auto ready = prepare(*trial); !ready) return ready;
  if (auto done = commit(change); !done) {
    static_cast<void>(end_trial(words.service));
    return done;
  }
  log_deed(config, "enable", {{"service", words.service}, {"file", change.file}, {"trial", "yes"}});
  return show(told(*trial, after));
}

Outcome for_good(const EnableWords& words, const pamd::Change& change, const pamd::Tree& after,
                 const config::Config& config) {
  if (!change.is_new)
    if (const auto kept = keep(words.service + ".before", change.before); !kept) return failed(kept.error());
  if (auto done = commit(change); !done) return done;
  log_deed(config, "enable", {{"service", words.service}, {"file", change.file}, {"trial", "no"}});
  return show(fmt::format("{} is changed. What it was: {}\n{}", change.file,
                          change.is_new ? "not there" : kept_at(words.service + ".before"),
                          login_shells(after, words.service)));
}

}  // namespace

Outcome enable_service(const Global& global, const EnableWords& words) {
  const auto lock = ServiceLock::take(words.service);
  if (!lock) return failed(lock.error());
  if (!*lock) return failed(fmt::format("another wavix2fa is changing {} now", words.service));
  const auto trial = trial_of(words.service);
  if (!trial) return failed(trial.error());
  if (*trial)
    return failed(fmt::format(
        "{0} is on trial already; wavix2fa enable --confirm {0}, or wavix2fa disable {0}", words.service));
  const auto tree = pamd::Tree::of_this_machine();
  const auto change = pamd::with_module(tree, words.service,
                                        words.key ? pamd::FirstFactor::key : pamd::FirstFactor::password);
  if (!change && change.error().kind == pamd::NoChange::Kind::already)
    return show(fmt::format("Nothing to do: {}.\n", change.error().reason));
  if (!change) return failed(change.error().reason);
  const auto after = with(tree, *change);
  if (auto lines = blockers(global, after, words.service); !lines.empty()) {
    lines.emplace_back("nothing was changed: with the above, nobody would get in, or not everybody be asked");
    return unexpected(Failure{std::move(lines)});
  }
  const auto config = config::load({.file = global.conf, .settings = {}}, words.service)->config;
  warn(after, words.service);
  if (auto seen = show(shown(*change) + advice(words)); !seen) return seen;
  if (!words.yes)
    if (auto agreed = confirm(fmt::format("Change {}?", change->file),
                              fmt::format("nothing was changed; --yes changes {} unasked", change->file));
        !agreed)
      return agreed;
  const Uninterrupted until_told;
  if (words.confirm_within == 0ms) return for_good(words, *change, after, config);
  return on_trial(global, words, *change, after, config);
}

}  // namespace wavix::cli
