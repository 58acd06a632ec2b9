// SPDX-License-Identifier: BSD-3-Clause
#include "figures/page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "figures/html.hpp"
#include "figures/numbers.hpp"
#include "figures/page_charts.hpp"
#include "figures/page_style.hpp"
#include "figures/page_tables.hpp"

namespace wavix::figures {
namespace {

// What this page may fetch and run is nothing, whatever got into it (Content Security Policy Level 3).
constexpr const char* head = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Second factor, {0}</title>
<style>{1}</style>
</head>
<body>
)";

std::string in_days(const Days& span) {
  if (span.first == span.last) return in_iso(span.first);
  return fmt::format("{} to {}", in_iso(span.first), in_iso(span.last));
}

/// Large, but what is less than a cent.
std::string large(const Number& number) {
  auto text = shown(number);
  const auto point = text.find('.');
  if (number.unit != Unit::dollars || point == std::string::npos) return text;
  constexpr std::size_t cents = 3;  // with the point
  return fmt::format("{}<small>{}</small>", text.substr(0, point + cents), text.substr(point + cents));
}

/// What stands before a percent sign stays with it.
std::string unbroken(std::string text) {
  for (auto at = text.find(" %"); at != std::string::npos; at = text.find(" %", at))
    text.replace(at, 1, "&nbsp;");
  return text;
}

std::string key_figure(const std::string& name, const Number& number, const std::string& remark) {
  return fmt::format("<div><dt>{}</dt><dd data-at=\"/totals/{}\">{}</dd><dd>{}</dd></div>\n", name,
                     number.name, large(number), unbroken(escaped(remark)));
}

std::string key_figures(const Report& report) {
  const auto totals = totals_of(report);
  const auto number = [&](std::string_view name) {
    return *std::find_if(totals.begin(), totals.end(), [&](const auto& one) { return one.name == name; });
  };
  const auto delivery = report.delivery.value_or(Delivery{});
  const auto looked =
      report.delivery ? fmt::format("of {} unverified, {} looked at", in_words(delivery.wanted, Unit::count),
                                    in_words(delivery.asked, Unit::count))
                      : "not known";
  return "<dl class=\"key\">\n" + key_figure("Logins", number("logins"), "that reached the second factor") +
         key_figure("Verified", number("verified"), "with a code from Wavix") +
         key_figure("Failed", number("failed"), "no code, or a wrong one") +
         key_figure("Conversion", number("conversion"), "60 to 80 % is healthy") +
         key_figure("Codes sent", number("sends"), "by SMS and voice") +
         key_figure("Cost", number("cost"), report.bill ? "as Wavix lists it" : "not known") +
         key_figure("Undelivered", number("undelivered"), looked) +
         key_figure("Outages", number("outages"), "logins that met one") + "</dl>\n";
}

std::string notes(const Report& report) {
  auto said = hints(report);
  if (!report.bill) said.push_back("What it cost is not known: " + report.no_bill_because);
  std::string all;
  for (const auto& note : said)
    all += fmt::format("<li>{}</li>\n", unbroken(escaped(note)));
  return said.empty() ? "" : "<ul class=\"note\">\n" + all + "</ul>\n";
}

std::string tables(const Report& report) {
  auto all = outcome_table(report);
  for (const auto& listing : listings_of(report))
    if (!listing.rows->empty()) all += listing_table(report, listing);
  return all + number_table("All together", "/totals", totals_of(report)) +
         number_table("Wavix's list", "/wavix", bill_of(report));
}

}  // namespace

std::string page(const Report& report, const PageFacts& facts) {
  const auto days = in_days(report.span);
  return fmt::format(head, days, page_style) +
         fmt::format("<header><h1>Second factor by SMS and voice</h1>\n<p>{} · <span>{}</span> · <span>made "
                     "{}</span></p></header>\n<main>\n",
                     escaped(facts.host), days, escaped(facts.made)) +
         key_figures(report) + notes(report) + "<h2>At a glance</h2>\n" + charts_of(report) +
         "<h2>The numbers</h2>\n" + tables(report) + "</main>\n" +
         fmt::format(
             "<footer>Made by wavix2fa {} from this machine's record of its logins, by the days of its "
             "own time zone; costs and deliveries are Wavix's. A verification that two logins shared is "
             "counted with the second.</footer>\n</body>\n</html>\n",
             escaped(facts.version));
}

}  // namespace wavix::figures
