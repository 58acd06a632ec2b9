// SPDX-License-Identifier: BSD-3-Clause
#include "figures/numbers.hpp"

namespace wavix::figures {
namespace {

Number cost(const char* name, const char* heading, Money amount, bool known) {
  const auto value = static_cast<std::uint64_t>(amount.billionths());
  return {name, heading, Unit::dollars, known ? std::optional(value) : std::nullopt};
}

}  // namespace

std::vector<Number> numbers_of(const Row& row, bool billed) {
  return {{"logins", "Logins", Unit::count, row.logins},
          {"verified", "verified", Unit::count, row.verified},
          {"failed", "failed", Unit::count, row.failed},
          {"other", "other", Unit::count, row.other()},
          {"sends", "Sends", Unit::count, row.sends},
          {"sends_verified", "verified", Unit::count, row.sends_verified},
          {"sends_failed", "failed", Unit::count, row.sends_failed},
          {"sends_other", "other", Unit::count, row.sends_other()},
          {"conversion", "Conversion", Unit::percent, row.conversion()},
          cost("cost", "Cost", row.cost, billed)};
}

std::vector<Number> numbers_of_outcome(const Row& row) {
  return {{"logins", "Logins", Unit::count, row.logins}, {"sends", "Sends", Unit::count, row.sends}};
}

std::vector<Number> totals_of(const Report& report) {
  auto all = numbers_of(report.totals, report.bill.has_value());
  const auto delivery = report.delivery.value_or(Delivery{});
  const auto told = [&](std::uint64_t value) {
    return report.delivery ? std::optional(value) : std::nullopt;
  };
  all.push_back({"verifications", "Verifications", Unit::count, report.totals.verifications});
  all.push_back({"checks", "Codes checked", Unit::count, report.checks});
  all.push_back({"outages", "Outages", Unit::count, report.outages});
  all.push_back({"undelivered", "Undelivered", Unit::count, told(delivery.undelivered)});
  all.push_back({"unverified", "Verifications without the right code", Unit::count, told(delivery.wanted)});
  all.push_back({"unverified_looked_at", "Of them, looked at", Unit::count, told(delivery.asked)});
  return all;
}

std::vector<Number> bill_of(const Report& report) {
  const auto bill = report.bill.value_or(Bill{});
  const auto told = [&](std::uint64_t value) { return report.bill ? std::optional(value) : std::nullopt; };
  return {{"verifications", "Verifications in Wavix's list", Unit::count, told(bill.verifications)},
          {"elsewhere", "Of them, not in this machine's record", Unit::count, told(bill.elsewhere)},
          cost("cost_elsewhere", "Their cost", bill.cost_elsewhere, report.bill.has_value()),
          {"unreadable", "Charges that are no amount", Unit::count, told(bill.unreadable)}};
}

std::vector<Listing> listings_of(const Report& report) {
  std::vector<Listing> all = {{"days", "day", "Days", &report.days},
                              {"channels", "channel", "Channels", &report.channels},
                              {"countries", "country", "Countries", &report.countries},
                              {"services", "service", "Services", &report.services}};
  if (!report.users.empty()) all.push_back({"users", "user", "Users with the most sends", &report.users});
  return all;
}

std::string shown(const Number& number) { return number.value ? in_words(*number.value, number.unit) : "–"; }

}  // namespace wavix::figures
