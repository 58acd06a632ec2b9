// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "base/text.hpp"
#include "cli/report_shapes.hpp"
#include "cli/table.hpp"
#include "figures/numbers.hpp"

namespace wavix::cli {
namespace {

using figures::in_words;
using figures::Unit;

/// Of how a send's login ended a terminal has no room to tell.
bool has_a_column(const figures::Number& number) {
  return !std::string_view(number.name).starts_with("sends_");
}

std::string capitals(std::string_view text) {
  std::string all(text);
  std::transform(all.begin(), all.end(), all.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return all;
}

std::string with_numbers_at_the_right(std::vector<Row> rows) {
  std::vector<std::size_t> right;
  for (std::size_t i = 1; i < rows.front().size(); ++i)
    right.push_back(i);
  return table(std::move(rows), right);
}

std::string listing(const figures::Report& report, const figures::Listing& all) {
  Row headings = {capitals(all.key)};
  for (const auto& number : figures::numbers_of({}, false))
    if (has_a_column(number)) headings.emplace_back(capitals(number.heading));
  std::vector<Row> rows = {headings};
  for (const auto& row : *all.rows) {
    rows.push_back({row.name.empty() ? "-" : row.name});
    for (const auto& number : numbers_of(row, report.bill.has_value()))
      if (has_a_column(number)) rows.back().emplace_back(shown(number));
  }
  return with_numbers_at_the_right(std::move(rows));
}

std::string outcomes(const figures::Report& report) {
  std::vector<Row> rows = {{"OUTCOME", "LOGINS", "SENDS", ""}};
  for (std::size_t i = 0; i < report.outcomes.size(); ++i) {
    const auto& row = report.outcomes[i];
    if (row.logins == 0) continue;
    rows.push_back({std::string(guard::login_outcomes[i])});
    for (const auto& number : numbers_of_outcome(row))
      rows.back().emplace_back(shown(number));
    rows.back().emplace_back(figures::explanation(static_cast<figures::Outcome>(i)));
  }
  return table(std::move(rows), {1, 2});
}

std::string line(const char* what, const std::string& amount, const std::string& remark) {
  return fmt::format("{}  {}  {}\n", padded(what, 11), padded(amount, 10, true), remark);
}

std::string cost_line(const figures::Report& report) {
  if (!report.bill) return line("cost", "–", "not known: " + report.no_bill_because);
  const auto& bill = *report.bill;
  auto remark = fmt::format("of {} in Wavix's list", counted(bill.verifications, "verification"));
  if (bill.elsewhere > 0)
    remark += fmt::format("; {} more, ${}, not in this machine's record",
                          in_words(bill.elsewhere, Unit::count), bill.cost_elsewhere.text());
  if (bill.unreadable > 0) remark += fmt::format("; {} of no amount", counted(bill.unreadable, "charge"));
  return line("cost", "$" + report.totals.cost.text(), remark);
}

std::string delivery_line(const figures::Report& report) {
  if (!report.delivery) return line("undelivered", "–", "not known");
  const auto& delivery = *report.delivery;
  return line("undelivered", in_words(delivery.undelivered, Unit::count),
              fmt::format("of {} without the right code, {} looked at",
                          counted(delivery.wanted, "verification"), in_words(delivery.asked, Unit::count)));
}

std::string totals(const figures::Report& report) {
  const auto& all = report.totals;
  const auto count = [](std::uint64_t number) { return in_words(number, Unit::count); };
  const auto share = all.conversion();
  return line("logins", count(all.logins),
              fmt::format("{} verified, {} failed, {} other", count(all.verified), count(all.failed),
                          count(all.other()))) +
         line("codes sent", count(all.sends), "in " + counted(all.verifications, "verification")) +
         line("conversion", share ? in_words(*share, Unit::percent) : "–", "60 to 80 % is healthy") +
         cost_line(report) + delivery_line(report) +
         line("outages", count(report.outages), "logins that Wavix could not be asked for");
}

}  // namespace

std::string as_text(const figures::Report& report) {
  auto text = in_iso(report.span.first) + " to " + in_iso(report.span.last) + "\n\n" + totals(report);
  for (const auto& hint : hints(report))
    text += painted(Paint::warning, hint) + "\n";
  if (report.totals.logins == 0) return text;
  text += "\n" + outcomes(report);
  for (const auto& all : listings_of(report))
    text += "\n" + listing(report, all);
  return text;
}

}  // namespace wavix::cli
