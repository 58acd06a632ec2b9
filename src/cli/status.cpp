// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/declare.hpp"
#include "cli/json.hpp"
#include "cli/output.hpp"
#include "cli/paint.hpp"
#include "cli/standing.hpp"
#include "cli/table.hpp"
#include "cli/time.hpp"
#include "verifier/guard_rules.hpp"

namespace wavix::cli {
namespace {

struct StatusWords {
  bool json = false;
};

struct Now {
  Standing all;
  figures::Row day;
  std::string file;  ///< of the store
};

std::string line(const char* what, const std::string& text, Paint paint = Paint::none) {
  return fmt::format("{}  {}\n", padded(what, 12), painted(paint, sanitised(text, 1000)));
}

std::string doors(const Standing& now) {
  std::string text = now.break_glass
                         ? line("break-glass",
                                fmt::format("ON until {}, by {}: {}", for_people(now.break_glass->ends),
                                            now.break_glass->started_by, now.break_glass->reason),
                                Paint::bad)
                         : line("break-glass", "off", Paint::good);
  text +=
      now.breaker_open
          ? line("Wavix", fmt::format("could not be asked lately ({}): outage.breaker", *now.breaker_open),
                 Paint::bad)
          : line("Wavix", "is asked", Paint::good);
  std::string locked;
  for (const auto& [user, until] : now.locked)
    locked += fmt::format("{}{} until {}", locked.empty() ? "" : ", ", user, for_people(until));
  text +=
      locked.empty() ? line("locked out", "nobody", Paint::good) : line("locked out", locked, Paint::warning);
  return text;
}

/// Of several limits the fullest decides on the colour; from four fifths on the log has a warning too.
std::string sends(const std::vector<guard::Used>& totals) {
  std::string text;
  Paint paint = Paint::good;
  for (const auto& [name, limit, sent] : totals) {
    const auto share = limit.most == 0 ? 100U : std::uint64_t{sent} * 100 / limit.most;
    if (sent >= limit.most)
      paint = Paint::bad;
    else if (share >= 80 && paint == Paint::good)
      paint = Paint::warning;
    text +=
        fmt::format("{}{} of {} ({} %)", text.empty() ? "" : ", ", sent, verifier::in_words(limit), share);
  }
  if (text.empty()) return line("sends", "without a limit (limits.sends_total)", Paint::warning);
  return line("sends", text + ", by limits.sends_total", paint);
}

std::string last_login(const std::optional<guard::LoginRecord>& last) {
  if (!last) return line("last login", "none on record");
  auto text = fmt::format("{} {}, {}", for_people(last->ended), last->user, last->service);
  if (!last->rhost.empty()) text += " from " + last->rhost;
  return line("last login", text + ": " + last->verdict);
}

std::string as_text(const Now& now) {
  const auto& [all, day, file] = now;
  return doors(all) + sends(all.totals) +
         line("pending", all.store.pending == 0 ? "no code is waited for"
                                                : counted(all.store.pending, "verification") +
                                                      " with a code that may be typed") +
         line("last 24 h",
              fmt::format("{}: {} verified, {} failed, {} other; {} sent", counted(day.logins, "login"),
                          with_commas(day.verified), with_commas(day.failed), with_commas(day.other()),
                          counted(day.sends, "code"))) +
         last_login(all.last) +
         line("store", fmt::format("{}, {}, {}", file, counted(all.store.logins, "login"),
                                   size_in_words(all.store.bytes)));
}

Json number(std::uint64_t value) { return Json(json_object_new_uint64(value)); }

Json as_json(const guard::BreakGlass& glass) {
  return JsonObject()
      .with("started", for_programs(glass.started))
      .with("ends", for_programs(glass.ends))
      .with("started_by", glass.started_by)
      .with("reason", glass.reason)
      .done();
}

Json as_json(const guard::LoginRecord& login) {
  return JsonObject()
      .with("time", for_programs(login.ended))
      .with("user", login.user)
      .with("service", login.service)
      .with("rhost", login.rhost)
      .with("verdict", login.verdict)
      .done();
}

std::string as_json(const Now& now) {
  const auto& [all, day, file] = now;
  auto locked = json_array();
  for (const auto& [user, until] : all.locked)
    append(locked, JsonObject().with("user", user).with("until", for_programs(until)).done());
  auto limits = json_array();
  for (const auto& [name, limit, sent] : all.totals)
    append(limits, JsonObject()
                       .with("name", name)
                       .with("most", limit.most)
                       .with("seconds", number(static_cast<std::uint64_t>(limit.window.count() / 1000)))
                       .with("sent", sent)
                       .done());
  return to_text(JsonObject()
                     .with("break_glass", all.break_glass ? as_json(*all.break_glass) : Json())
                     .with("breaker_open", all.breaker_open ? json(*all.breaker_open) : Json())
                     .with("locked", std::move(locked))
                     .with("limits", std::move(limits))
                     .with("pending", number(all.store.pending))
                     .with("last_24h", JsonObject()
                                           .with("logins", number(day.logins))
                                           .with("verified", number(day.verified))
                                           .with("failed", number(day.failed))
                                           .with("other", number(day.other()))
                                           .with("sends", number(day.sends))
                                           .done())
                     .with("last_login", all.last ? as_json(*all.last) : Json())
                     .with("store", JsonObject()
                                        .with("file", file)
                                        .with("logins", number(all.store.logins))
                                        .with("bytes", number(all.store.bytes))
                                        .done())
                     .done()) +
         "\n";
}

Outcome status(const Global& global, const StatusWords& words) {
  auto session = open_session(global);
  if (!session) return unexpected(std::move(session.error()));
  auto all = standing(*session);
  if (!all) return unexpected(std::move(all.error()));
  const auto day = last_day(session->store);
  if (!day) return unexpected(day.error());
  const Now now{std::move(*all), *day, session->config.state.file};
  return show(words.json ? as_json(now) : as_text(now));
}

}  // namespace

void add_status(CLI::App& app, Command& chosen) {
  add_command<StatusWords>(app, "status", "How things stand now", chosen, status,
                           [](CLI::App& command, StatusWords& words) { add_json(command, words.json); });
}

}  // namespace wavix::cli
