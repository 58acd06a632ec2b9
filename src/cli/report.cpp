// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cstdio>

#include "base/text.hpp"
#include "base/when.hpp"
#include "cli/bill.hpp"
#include "cli/days.hpp"
#include "cli/declare.hpp"
#include "cli/output.hpp"
#include "cli/output_file.hpp"
#include "cli/report_shapes.hpp"
#include "cli/session.hpp"
#include "cli/time.hpp"
#include "figures/page.hpp"
#include "guard/record.hpp"

namespace wavix::cli {
namespace {

constexpr unsigned usual_days = 30;
/// A manager is to open it; but not where it names users.
constexpr mode_t for_everybody = 0644, for_root = 0600;

struct ReportWords {
  DaysWords days;
  std::string html;  ///< empty: none
  bool json = false, offline = false, users = false;
};

Outcome add_logins(guard::Store& store, const Days& days, figures::Figures& figures, Progress& progress) {
  constexpr std::chrono::days one(1);  // a verification of midnight may be another day's login's
  std::uint64_t count = 0;
  const auto read =
      guard::visit_records(store, beginning_of(days.first - one), beginning_of(days.last + 2 * one),
                           [&](const guard::LoginRecord& login) {
                             figures.add(login);
                             progress.at(with_commas(++count) + " logins");
                           });
  if (!read) return failed(read.error());
  figures.settle();
  return {};
}

Expected<figures::Report, Failure> gathered(Session& session, const Days& days, const ReportWords& words) {
  Progress progress;
  figures::Figures figures(days, words.users);
  if (auto added = add_logins(session.store, days, figures, progress); !added)
    return unexpected(std::move(added.error()));
  if (words.offline) return std::move(figures).report("--offline");
  const auto billed = add_bill(session.config, days, figures, progress);
  if (billed) return std::move(figures).report("");
  const auto& why = billed.error().lines.front();
  progress.clear();
  fmt::print(stderr, "wavix2fa: warning: what it cost is not known: {}\n", why);
  return std::move(figures).report(why);
}

std::string host() {
  std::array<char, 256> name{};
  static_cast<void>(::gethostname(name.data(), name.size() - 1));
  return name.data();
}

Outcome make_page(const figures::Report& report, const ReportWords& words) {
  const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  const auto text = figures::page(report, {host(), for_people(now), WAVIX2FA_VERSION});
  if (words.html == "-") return show(text);
  return put(words.html, text, words.users ? for_root : for_everybody);
}

Outcome report(const Global& global, const ReportWords& words) {
  const auto days = days_of(words.days, today(), usual_days);
  if (!days) return unexpected(days.error());
  auto session = open_session(global);
  if (!session) return unexpected(std::move(session.error()));
  const auto made = gathered(*session, *days, words);
  if (!made) return unexpected(made.error());
  if (!words.html.empty()) return make_page(*made, words);
  return show(words.json ? as_json(*made) : as_text(*made));
}

}  // namespace

void add_report(CLI::App& app, Command& chosen) {
  add_command<ReportWords>(
      app, "report", "What logins came to, and what they cost", chosen, report,
      [](CLI::App& command, ReportWords& words) {
        add_days(command, words.days, "the last 30 days");
        auto& json = add_json(command, words.json);
        command
            .add_option("--html", words.html, "one page with charts, into this file; - is standard output")
            ->type_name("FILE")
            ->excludes(&json);
        command.add_flag("--users", words.users, "the ten users with the most sends too");
        command.add_flag("--offline", words.offline, "do not ask Wavix; what it cost is then not known");
      });
}

}  // namespace wavix::cli
