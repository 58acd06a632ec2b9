// SPDX-License-Identifier: BSD-3-Clause
#include "figures/page_charts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "figures/chart.hpp"
#include "figures/html.hpp"
#include "figures/numbers.hpp"
#include "figures/page_tables.hpp"

namespace wavix::figures {
namespace {

constexpr std::size_t most_bars = 8;

std::string figure(const std::string& title, const std::string& drawn) {
  return fmt::format("<figure><figcaption>{}</figcaption>\n{}</figure>\n", escaped(title), drawn);
}
std::string nothing(const std::string& title, const std::string& why) {
  return figure(title, fmt::format("<p class=\"quiet\">{}</p>\n", escaped(why)));
}

std::vector<Series> sends_by_end() {
  return {{"verified", "good", {}}, {"failed", "bad", {}}, {"other", "rest", {}}};
}
void append(std::vector<Series>& series, const Row& row) {
  series[0].values.push_back(row.sends_verified);
  series[1].values.push_back(row.sends_failed);
  series[2].values.push_back(row.sends_other());
}

/// Those with the most sends, and the rest of them in one.
std::vector<Row> largest(std::vector<Row> rows) {
  std::erase_if(rows, [](const Row& row) { return row.sends == 0; });
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.sends > b.sends; });
  if (rows.size() <= most_bars) return rows;
  Row rest;
  rest.name = "others";
  for (std::size_t i = most_bars - 1; i < rows.size(); ++i)
    rest += rows[i];
  rows.resize(most_bars - 1);
  rows.push_back(rest);
  return rows;
}

std::string sends_each_day(const Report& report, const std::vector<Row>& days,
                           const std::vector<std::string>& labels) {
  auto series = sends_by_end();
  for (const auto& day : days)
    append(series, day);
  const ChartText text{"sends", "Codes sent each day",
                       fmt::format("{} in all; most on one day: {}. The table of days has each.",
                                   report.totals.sends,
                                   std::max_element(days.begin(), days.end(), [](const Row& a, const Row& b) {
                                     return a.sends < b.sends;
                                   })->sends)};
  return figure(text.title, columns(text, Unit::count, labels, series) + legend(series));
}

std::string cost_each_day(const Report& report, const std::vector<Row>& days,
                          const std::vector<std::string>& labels) {
  const ChartText text{"cost", "Cost each day",
                       fmt::format("{} in all, as Wavix lists it. The table of days has each.",
                                   "$" + report.totals.cost.text())};
  if (!report.bill) return nothing(text.title, "Not known: " + report.no_bill_because);
  Series cost{"dollars", "sum", {}};
  for (const auto& day : days)
    cost.values.push_back(static_cast<std::uint64_t>(day.cost.billionths()));
  return figure(text.title, columns(text, Unit::dollars, labels, {cost}));
}

std::string sends_by(const Report& report, const Listing& listing, const std::string& title) {
  const auto rows = largest(*listing.rows);
  std::vector<std::string> labels, remarks;
  auto series = sends_by_end();
  for (const auto& row : rows) {
    append(series, row);
    labels.push_back(row.name.empty() ? "?" : row.name);
    remarks.push_back(in_words(row.sends, Unit::count) + (report.bill ? " · $" + row.cost.text() : ""));
  }
  if (rows.empty()) return nothing(title, "No code was sent.");
  const ChartText text{listing.key, title, fmt::format("The table of {} has each number.", listing.name)};
  return figure(title, bars(text, labels, series, remarks) + legend(series));
}

std::string conversion(const Report& report) {
  const char* const title = "Conversion: codes that were typed in";
  std::vector<std::string> labels;
  std::vector<unsigned> percent;
  const auto add = [&](const std::string& name, const Row& row) {
    const auto share = row.conversion();
    if (!share) return;
    labels.push_back(name.empty() ? "?" : name);
    percent.push_back(*share);
  };
  add("all", report.totals);
  for (const auto* rows : {&report.channels, &report.countries})
    for (const auto& row : largest(*rows))
      add(row.name, row);
  if (labels.empty()) return nothing(title, "No verification was begun.");
  const ChartText text{"conversion", title,
                       "The share of verifications that ended with the right code: of all, by channel and by "
                       "country. 60 to 80 % is healthy, below 20 % may be an attack."};
  const std::vector<Series> bands = {{"healthy: 60 to 80 %", "healthy", {}},
                                     {"below 20 %: an attack?", "low", {}}};
  return figure(title, shares(text, labels, percent, {conversion_of_an_attack, healthy_conversion, 80}) +
                           legend(bands));
}

}  // namespace

std::string short_day(Day day) {
  constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::chrono::year_month_day date(day);
  return fmt::format("{} {}", unsigned{date.day()}, months[unsigned{date.month()} - 1]);
}

std::string charts_of(const Report& report) {
  std::map<std::string, const Row*> by_day;
  for (const auto& row : report.days)
    by_day[row.name] = &row;
  std::vector<Row> days;
  std::vector<std::string> labels;
  for (auto day = report.span.first; day <= report.span.last; day += std::chrono::days(1)) {
    const auto found = by_day.find(in_iso(day));
    days.push_back(found == by_day.end() ? Row() : *found->second);
    labels.push_back(short_day(day));
  }
  const auto listings = listings_of(report);
  return "<div class=\"charts\">\n" + sends_each_day(report, days, labels) +
         cost_each_day(report, days, labels) + sends_by(report, listings[2], "Codes sent by country") +
         conversion(report) + sends_by(report, listings[1], "Codes sent by channel") +
         sends_by(report, listings[3], "Codes sent by service") + "</div>\n";
}

}  // namespace wavix::figures
