// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/declare.hpp"
#include "cli/enable.hpp"
#include "cli/log.hpp"
#include "cli/output.hpp"
#include "cli/trial.hpp"
#include "cli/uninterrupted.hpp"
#include "config/load.hpp"
#include "pamd/explore.hpp"

namespace wavix::cli {
namespace {

struct Words {
  std::string service;
  bool yes = false;
};

bool lets_anybody_in(const pamd::Tree& tree, const pamd::Change& change, const std::string& service) {
  auto after = tree;
  after.instead[change.file] = change.after;
  const auto ways = pamd::explore(pamd::auth_stack(after, service));
  return !ways.all ||
         std::any_of(ways.ends.begin(), ways.ends.end(), [](const pamd::End& end) { return end.success; });
}

/// It must be possible where the configuration is what is wrong.
config::Config configuration(const Global& global, const std::string& service) {
  auto loaded = config::load({.file = global.conf, .settings = {}}, service);
  return loaded ? std::move(loaded->config) : config::Config{};
}

Outcome refusal(const pamd::NoChange& why) {
  if (why.kind == pamd::NoChange::Kind::already) return show(fmt::format("Nothing to do: {}.\n", why.reason));
  if (why.kind == pamd::NoChange::Kind::generated)
    return failed(
        fmt::format("{}; Debian: pam-auth-update --disable wavix2fa; Fedora: authselect select, another "
                    "profile",
                    why.reason));
  return failed(why.reason);
}

Outcome disable(const Global& global, const Words& words) {
  settle_trials();
  const auto lock = ServiceLock::take(words.service);
  if (!lock) return failed(lock.error());
  if (!*lock) return failed(fmt::format("another wavix2fa is changing {} now", words.service));
  const auto tree = pamd::Tree::of_this_machine();
  const auto change = pamd::without_module(tree, words.service);
  if (!change) return refusal(change.error());
  if (!lets_anybody_in(tree, *change, words.service))
    return failed(
        fmt::format("nothing was changed: without the module's line {} would let nobody in; put \"auth "
                    "required pam_permit.so\" before it, or the password's line in its place",
                    change->file));
  if (auto seen = show(shown(*change)); !seen) return seen;
  if (!words.yes)
    if (auto agreed =
            confirm(fmt::format("Change {}, so that {} asks for no code?", change->file, words.service),
                    fmt::format("nothing was changed; --yes changes {} unasked", change->file));
        !agreed)
      return agreed;
  const Uninterrupted until_told;
  if (const auto kept = keep(words.service + ".enabled", change->before); !kept) return failed(kept.error());
  if (auto done = commit(*change); !done) return done;
  if (const auto ended = end_trial(words.service); !ended) return failed(ended.error());
  log_deed(configuration(global, words.service), "disable",
           {{"service", words.service}, {"file", change->file}});
  return show(fmt::format("{} asks for no code any more. What {} was: {}\n", words.service, change->file,
                          kept_at(words.service + ".enabled")));
}

}  // namespace

void add_disable(CLI::App& app, Command& chosen) {
  add_command<Words>(
      app, "disable", "Have a service ask for no code", chosen, disable, [](CLI::App& command, Words& words) {
        add_service_name(command, words.service, "the PAM service, as its file in /etc/pam.d is called")
            .required();
        add_yes(command, words.yes);
      });
}

}  // namespace wavix::cli
