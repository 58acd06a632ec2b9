// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/format.h>

#include <map>

#include "cli/declare.hpp"
#include "cli/output.hpp"
#include "cli/output_file.hpp"
#include "cli/standing.hpp"
#include "figures/exposition.hpp"
#include "guard/totals.hpp"

namespace wavix::cli {
namespace {

using figures::Exposition;

constexpr mode_t for_everybody = 0644;  // node_exporter is not root, and no user is named

struct MetricsWords {
  std::string output;  ///< empty: standard output
};

void add_counters(Exposition& metrics, const std::vector<guard::Total>& totals) {
  std::map<std::pair<std::string, std::string>, std::uint64_t> logins, sends;
  std::uint64_t checks = 0;
  for (const auto& total : totals) {
    logins[{total.outcome, total.service}] += total.logins;
    if (total.sends > 0) sends[{total.channel, total.service}] += total.sends;
    checks += total.checks;
  }
  metrics.counter("wavix2fa_logins_total", "Logins that reached the second factor, by what became of them.");
  for (const auto& [key, count] : logins)
    metrics.sample({{"outcome", key.first}, {"service", key.second}}, count);
  metrics.counter("wavix2fa_sends_total", "Codes sent, by the channel that the login ended with.");
  for (const auto& [key, count] : sends)
    metrics.sample({{"channel", key.first}, {"service", key.second}}, count);
  metrics.counter("wavix2fa_checks_total", "Codes that were typed and checked.");
  metrics.sample({}, checks);
}

std::string window_of(const guard::Limit& limit) { return fmt::to_string(limit.window.count() / 1000); }

void add_gauges(Exposition& metrics, const Standing& now) {
  const auto gauge = [&](std::string_view name, std::string_view help, std::uint64_t value) {
    metrics.gauge(name, help);
    metrics.sample({}, value);
  };
  const auto time = [&](std::string_view name, std::string_view help,
                        const std::optional<guard::WallTime>& at) {
    if (at) gauge(name, help, static_cast<std::uint64_t>(at->time_since_epoch().count() / 1000));
  };
  gauge("wavix2fa_break_glass", "1 while break-glass is on and logins need no code.",
        now.break_glass ? 1 : 0);
  gauge("wavix2fa_breaker_open", "1 while Wavix is not asked, for it could not be lately.",
        now.breaker_open ? 1 : 0);
  gauge("wavix2fa_locked_users", "Users who are locked out.", now.locked.size());
  gauge("wavix2fa_pending_verifications", "Verifications whose codes may still be typed.", now.store.pending);
  metrics.gauge("wavix2fa_sends_limit", "limits.sends_total: the most codes in a window of so many seconds.");
  for (const auto& used : now.totals)
    metrics.sample({{"window_seconds", window_of(used.limit)}}, used.limit.most);
  metrics.gauge("wavix2fa_sends_in_window", "Codes sent in the window that ends now.");
  for (const auto& used : now.totals)
    metrics.sample({{"window_seconds", window_of(used.limit)}}, used.sent);
  gauge("wavix2fa_record_logins", "Logins on record; the oldest go.", now.store.logins);
  gauge("wavix2fa_store_bytes", "The size of the store.", now.store.bytes);
  time("wavix2fa_last_login_timestamp_seconds", "When a login last ended.", now.store.last_login);
  time("wavix2fa_last_verified_timestamp_seconds", "When a login was last verified.",
       now.store.last_verified);
}

Outcome metrics(const Global& global, const MetricsWords& words) {
  auto session = open_session(global);
  if (!session) return unexpected(std::move(session.error()));
  const auto totals = guard::totals(session->store);
  if (!totals) return failed(totals.error());
  const auto now = standing(*session);
  if (!now) return unexpected(now.error());
  Exposition all;
  all.gauge("wavix2fa_build_info", "1, with the version.");
  all.sample({{"version", WAVIX2FA_VERSION}}, 1);
  add_counters(all, *totals);
  add_gauges(all, *now);
  return words.output.empty() ? show(all.text()) : put(words.output, all.text(), for_everybody);
}

}  // namespace

void add_metrics(CLI::App& app, Command& chosen) {
  add_command<MetricsWords>(
      app, "metrics", "The same for Prometheus: node_exporter's textfile collector", chosen, metrics,
      [](CLI::App& command, MetricsWords& words) {
        command.add_option("--output", words.output, "into this file, which is replaced in one step")
            ->type_name("FILE");
      });
}

}  // namespace wavix::cli
