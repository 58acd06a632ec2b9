// SPDX-License-Identifier: BSD-3-Clause
#include "figures/figures.hpp"

#include <fmt/chrono.h>

#include <algorithm>
#include <limits>

#include "base/when.hpp"

namespace wavix::figures {
namespace {

constexpr std::size_t most_rows = std::numeric_limits<std::uint16_t>::max();
constexpr std::size_t most_names_of_users = 1'000'000;
constexpr std::size_t most_channels = std::numeric_limits<std::uint8_t>::max();

/// "2026-11-22T17:02:11": so far all of Wavix's times are alike, and stand in the order of time.
std::string in_utc(guard::WallTime time) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch());
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}", fmt::gmtime(std::time_t{seconds.count()}));
}

/// ISO 3166-1 alpha-2, or nothing that anybody could have made up.
std::string country_in(const std::string& text) {
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  return text.size() == 2 && std::all_of(text.begin(), text.end(), is_capital) ? text : "";
}

}  // namespace

std::size_t Table::row_of(const std::string& name) {
  const auto found = numbers_.find(name);
  if (found != numbers_.end()) return found->second;
  if (rows_.size() >= most_ && !name.empty()) return row_of("");
  numbers_.emplace(name, rows_.size());
  rows_.emplace_back().name = name;
  return rows_.size() - 1;
}

std::vector<Row> Table::in_order_of_name() && {
  std::erase_if(rows_, [](const Row& row) { return row.logins == 0; });
  std::sort(rows_.begin(), rows_.end(), [](const Row& a, const Row& b) { return a.name < b.name; });
  return std::move(rows_);
}

std::vector<Row> Table::with_most_sends(std::size_t most) && {
  auto rows = std::move(*this).in_order_of_name();
  std::erase_if(rows, [](const Row& row) { return row.sends == 0; });
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.sends > b.sends; });
  rows.resize(std::min(rows.size(), most));
  return rows;
}

Figures::Figures(const Days& span, bool with_users)
    : begins_(in_utc(beginning_of(span.first))),
      ends_(in_utc(beginning_of(span.last + std::chrono::days(1)))), with_users_(with_users),
      days_(most_rows), channels_(most_channels), countries_(most_rows), services_(most_rows),
      users_(most_names_of_users) {
  report_.span = span;
}

template <typename Change>
void Figures::change(const Places& places, const Change& change_row) {
  change_row(report_.totals);
  change_row(report_.outcomes[places.outcome]);
  change_row(days_[places.day]);
  change_row(channels_[places.channel]);
  change_row(countries_[places.country]);
  change_row(services_[places.service]);
  if (with_users_) change_row(users_[places.user]);
}

void Figures::add(const guard::LoginRecord& login) {
  const auto day = Day(day_of(login.ended));
  const auto outcome = guard::outcome_of(login);
  const bool counts = report_.span.holds(day);
  Places places;
  places.outcome = static_cast<std::uint8_t>(index_of(outcome));
  if (counts) {
    places.day = static_cast<std::uint16_t>(days_.row_of(in_iso(day)));
    places.channel = static_cast<std::uint8_t>(channels_.row_of(login.channel));
    places.country = static_cast<std::uint16_t>(countries_.row_of(country_in(login.country)));
    places.service = static_cast<std::uint16_t>(services_.row_of(login.service));
    if (with_users_) places.user = static_cast<std::uint32_t>(users_.row_of(login.user));
    change(places, [&](Row& row) { row.count(login, outcome); });
    report_.checks += login.checks;
    if (met_an_outage(login)) ++report_.outages;
  }
  if (!login.verification.empty())
    verifications_.add(login.verification, places, outcome == Outcome::verified, counts);
}

void Figures::settle() {
  verifications_.settle();
  for (const auto& entry : verifications_.all())
    if (entry.counts)
      change(entry.places, [&](Row& row) {
        ++row.verifications;
        if (entry.verified) ++row.converted;
      });
}

void Figures::add(const api::Session& session) {
  const auto charge = Money::parse(session.charge);
  const auto* const entry = verifications_.find(session.verification);
  const auto& created = session.created_at;
  const bool of_these_days = created.empty() || (created >= begins_ && created < ends_);
  if (entry != nullptr ? !entry->counts : !of_these_days) return;
  ++bill_.verifications;
  if (!charge && !session.charge.empty()) ++bill_.unreadable;
  if (entry == nullptr) {
    ++bill_.elsewhere;
    bill_.cost_elsewhere += charge.value_or(Money());
    return;
  }
  change(entry->places, [&](Row& row) { row.cost += charge.value_or(Money()); });
  if (entry->verified) return;
  ++delivery_.wanted;
  unverified_.push_back(session.verification);
  if (unverified_.size() > most_unverified) unverified_.pop_front();
}

void Figures::add(const std::vector<api::Event>& events) {
  using Event = api::Event;
  ++delivery_.asked;
  for (const auto& event : events)
    if ((event.kind == Event::Kind::sms || event.kind == Event::Kind::voice) &&
        event.status == Event::Status::failed)
      ++delivery_.undelivered;
}

Report Figures::report(std::string no_bill_because) && {
  report_.days = std::move(days_).in_order_of_name();
  report_.channels = std::move(channels_).in_order_of_name();
  report_.countries = std::move(countries_).in_order_of_name();
  report_.services = std::move(services_).in_order_of_name();
  if (with_users_) report_.users = std::move(users_).with_most_sends(most_users);
  if (no_bill_because.empty()) {
    report_.bill = bill_;
    report_.delivery = delivery_;
  }
  report_.no_bill_because = std::move(no_bill_because);
  return std::move(report_);
}

}  // namespace wavix::figures
