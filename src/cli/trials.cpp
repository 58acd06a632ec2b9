// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/format.h>

#include <cstdio>

#include "base/text.hpp"
#include "cli/enable.hpp"
#include "cli/json.hpp"
#include "cli/output.hpp"
#include "cli/settle.hpp"
#include "cli/table.hpp"
#include "cli/time.hpp"
#include "cli/uninterrupted.hpp"
#include "cli/watchdog.hpp"

namespace wavix::cli {
namespace {

void say(std::string_view words) { fmt::print(stderr, "wavix2fa: {}\n", sanitised(words, 2000)); }

/// With the lock of each, if it can be had: whoever has it settles it.
template <typename Function>
void for_each_trial(const std::string& service, Function function) {
  for (const auto& name : services_on_trial()) {
    if (!service.empty() && name != service) continue;
    const auto lock = ServiceLock::take(name);
    if (!lock) say(lock.error());
    if (!lock || !*lock) continue;
    const auto trial = trial_of(name);
    if (!trial) say(trial.error());
    if (trial && *trial) function(**trial);
  }
}

}  // namespace

void settle_trials() {
  const Uninterrupted until_settled;
  for_each_trial("", [](const Trial& trial) {
    const auto settled = settle(trial, Now::if_over);
    if (!settled) {
      say(settled.error());
    } else if (settled->how != Settled::waiting) {
      say(settled->words);
    } else if (!is_watched(trial.service)) {
      if (const auto watched = start_watchdog(trial.service); !watched) say(watched.error());
    }
  });
}

Outcome confirm_trials(const std::string& service) {
  const Uninterrupted until_confirmed;
  std::string words;
  Failure failure;
  for_each_trial(service, [&](const Trial& trial) {
    const auto confirmed = confirm_trial(trial);
    if (confirmed)
      words += confirmed->words + "\n";
    else
      failure.lines.push_back(confirmed.error());
  });
  if (!failure.lines.empty()) return unexpected(std::move(failure));
  if (words.empty())
    return failed(service.empty() ? "nothing is on trial" : fmt::format("{} is not on trial", service));
  return show(words);
}

Outcome show_trials(bool json) {
  std::vector<Row> rows = {{"SERVICE", "FILE", "UNTIL", "BY"}};
  const auto list = json_array();
  for (const auto& service : services_on_trial()) {
    const auto trial = trial_of(service);
    if (!trial) return failed(trial.error());
    if (!*trial) continue;
    rows.push_back({service, (*trial)->file, for_people((*trial)->ends), (*trial)->by});
    append(list, JsonObject()
                     .with("service", service)
                     .with("file", (*trial)->file)
                     .with("since", for_programs((*trial)->since))
                     .with("until", for_programs((*trial)->ends))
                     .with("by", (*trial)->by)
                     .done());
  }
  if (json) return show(to_text(list) + "\n");
  return show(rows.size() == 1 ? "Nothing is on trial.\n" : table(std::move(rows)));
}

}  // namespace wavix::cli
