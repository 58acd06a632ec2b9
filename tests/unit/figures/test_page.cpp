// SPDX-License-Identifier: BSD-3-Clause
#include "figures/page.hpp"

#include <regex>

#include "check.hpp"

namespace {

using wavix::Day;
using wavix::figures::Bill;
using wavix::figures::Delivery;
using wavix::figures::Money;
using wavix::figures::page;
using wavix::figures::Report;
using wavix::figures::Row;

constexpr Day day = std::chrono::year(2026) / 11 / 22;

Report busy() {
  Row row;
  row.logins = 1204;
  row.verified = 900;
  row.failed = 200;
  row.sends = 1300;
  row.sends_verified = 1000;
  row.sends_failed = 250;
  row.verifications = 1250;
  row.converted = 900;
  row.cost = Money::of_billionths(97'265'200'000);
  Report report{.span = {day, day + std::chrono::days(1)}, .totals = row};
  report.bill = Bill();
  report.delivery = Delivery();
  for (const auto& [rows, name] : {std::pair{&report.days, "2026-11-22"},
                                   {&report.channels, "sms"},
                                   {&report.countries, "LV"},
                                   {&report.services, "sshd"}}) {
    row.name = name;
    rows->push_back(row);
  }
  return report;
}

std::string page_of(const Report& report) { return page(report, {"db1", "2026-11-23 09:00 CET", "0.1.0"}); }

std::size_t count_of(const std::string& part, const std::string& text) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++count;
  return count;
}

void no_name_from_outside_becomes_markup() {
  const std::string evil = "<script>x</script>\" onload='y'";
  auto report = busy();
  report.services[0].name = report.channels[0].name = report.countries[0].name = evil;
  report.users = report.services;
  report.no_bill_because = evil;
  const auto before = count_of("<", page_of(busy()));
  report.users.clear();
  CHECK_EQ(count_of("<", page_of(report)), before);
  report.users = report.services;
  const auto text = page(report, {evil, evil, evil});
  CHECK_EQ(count_of("<script", text), 0U);
  CHECK_EQ(count_of("' onload", text) + count_of("\" onload", text) + count_of("onload='", text), 0U);
}

void nothing_is_fetched_or_run() {
  const auto text = page_of(busy());
  CHECK(text.find("content=\"default-src 'none'; style-src 'unsafe-inline'\"") != std::string::npos);
  CHECK(!std::regex_search(
      text, std::regex("(src|href|action|srcset)=|url\\(|@import|<script|<link|<iframe| on[a-z]+=")));
}

void every_chart_has_a_name_and_a_description_of_its_own() {
  const auto text = page_of(busy());
  const auto charts = count_of("<svg ", text);
  CHECK_EQ(charts, 6U);
  CHECK_EQ(count_of("role=\"img\" aria-labelledby=", text), charts);
  CHECK_EQ(count_of("<desc id=", text), charts);
  std::vector<std::string> ids;
  const std::regex id(" id=\"([^\"]*)\"");
  for (auto at = std::sregex_iterator(text.begin(), text.end(), id); at != std::sregex_iterator(); ++at)
    ids.push_back((*at)[1]);
  std::sort(ids.begin(), ids.end());
  CHECK_EQ(ids.size(), 2 * charts);
  CHECK(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
}

void what_is_not_known_is_no_zero() {
  auto report = busy();
  report.bill.reset();
  report.delivery.reset();
  report.no_bill_because = "--offline";
  const auto text = page_of(report);
  CHECK(text.find("<dd data-at=\"/totals/cost\">–</dd>") != std::string::npos);
  CHECK(text.find("What it cost is not known: --offline") != std::string::npos);
  CHECK_EQ(count_of("$", text), 0U);
}

void a_page_of_nothing_is_a_page() {
  const auto text = page_of(Report{.span = {day, day}});
  CHECK(text.find("No code was sent.") != std::string::npos);
  CHECK_EQ(count_of("nan", text) + count_of("inf\"", text), 0U);
  CHECK(text.ends_with("</html>\n"));
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("no name from outside becomes markup", no_name_from_outside_becomes_markup),
      TEST("nothing is fetched or run", nothing_is_fetched_or_run),
      TEST("every chart has a name and a description of its own",
           every_chart_has_a_name_and_a_description_of_its_own),
      TEST("what is not known is no zero", what_is_not_known_is_no_zero),
      TEST("a page of nothing is a page", a_page_of_nothing_is_a_page),
  };
  return cmocka_run_group_tests_name("figures page", tests, nullptr, nullptr);
}
