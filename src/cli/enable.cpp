// SPDX-License-Identifier: BSD-3-Clause
#include "cli/enable.hpp"

#include <CLI/CLI.hpp>
#include <array>

#include "cli/declare.hpp"
#include "cli/watchdog.hpp"
#include "config/forms.hpp"

namespace wavix::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto usual_time = 5min;

struct Words : EnableWords {
  bool confirm = false, status = false, json = false, no_confirm = false;
  std::string watch;
  Words() { confirm_within = usual_time; }
};

Outcome run(const Global& global, const Words& words) {
  if (!words.watch.empty()) return watch(words.watch);
  settle_trials();
  if (words.status) return show_trials(words.json);
  if (words.confirm) return confirm_trials(words.service);
  if (is_shared_file(words.service)) return enable_shared_file(words.service, words.yes);
  EnableWords enable = words;
  if (words.no_confirm) enable.confirm_within = 0ms;
  return enable_service(global, enable);
}

void set_time(Words& words, const std::string& text) {
  if (text == "0") {
    words.confirm_within = 0ms;
    return;
  }
  const auto time = config::Duration{30s, 1h}.parse(text);
  if (!time) throw CLI::ValidationError("--confirm-within", time.error());
  words.confirm_within = *time;
}

void declare(CLI::App& command, Words& words) {
  add_service_name(command, words.service, "the PAM service, as its file in /etc/pam.d is called");
  auto& key = *command.add_flag("--key", words.key, "for sshd: a key comes before the code, and no password");
  auto& within =
      *command
           .add_option_function<std::string>(
               "--confirm-within", [&words](const std::string& text) { set_time(words, text); },
               "undo it unless a login is verified by then, 30s to 1h; if not given, 5m; 0: keep it")
           ->type_name("TIME");
  auto& keep = *command.add_flag("--no-confirm", words.no_confirm, "keep it in any case: for provisioning");
  auto& yes = add_yes(command, words.yes);
  auto& confirm =
      *command.add_flag("--confirm", words.confirm, "keep what is on trial, SERVICE alone if given");
  auto& status = *command.add_flag("--status", words.status, "show what is on trial");
  add_json(command, words.json).needs(&status);
  command.add_option("--watch", words.watch)->group("");  // for watchdog_start.cpp alone
  const std::array alone = {&confirm, &status};
  const std::array others = {&key, &within, &keep, &yes, &confirm, &status};
  command.parse_complete_callback([&words, &within, &keep, alone, others] {
    if (keep.count() > 0 && within.count() > 0) throw CLI::ExcludesError("--no-confirm", "--confirm-within");
    for (const auto* one : alone)
      for (const auto* other : others)
        if (one->count() > 0 && other->count() > 0 && one != other)
          throw CLI::ExcludesError(one->get_name(), other->get_name());
    if (words.service.empty() && !words.confirm && !words.status && words.watch.empty())
      throw CLI::RequiredError("SERVICE");
    if (words.key && words.service != "sshd")
      throw CLI::ValidationError("--key", "only sshd tells PAM that a key was right");
  });
}

}  // namespace

void add_enable(CLI::App& app, Command& chosen) {
  add_command<Words>(app, "enable", "Have a service ask for a code, on trial first", chosen, run, declare);
}

}  // namespace wavix::cli
