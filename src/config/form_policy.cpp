// SPDX-License-Identifier: BSD-3-Clause
#include "config/form_policy.hpp"

namespace wavix::config {
namespace {

using std::chrono::year_month_day;

std::optional<std::string> if_account_name(std::string_view value) {
  constexpr std::size_t longest = 256;
  const bool plain = value.find_first_of(" \t:,") == std::string_view::npos;
  if (value.empty() || !plain || sanitised(value, longest) != value) return std::nullopt;
  return std::string(value);
}

/// All of IPv4 or all of IPv6, however it is written.
bool is_everything(const Network& network) {
  const auto has_both = [&](std::string_view first, std::string_view last) {
    return network.contains(*Address::parse(first)) && network.contains(*Address::parse(last));
  };
  return has_both("0.0.0.0", "255.255.255.255") || has_both("::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
}

/// Of YYYY-MM-DD, where the days of a month and leap years are the calendar's.
std::optional<year_month_day> date_from(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = number_from<unsigned>(text.substr(0, 4));
  const auto month = number_from<unsigned>(text.substr(5, 2));
  const auto day = number_from<unsigned>(text.substr(8));
  if (!year || !month || !day) return std::nullopt;
  const year_month_day date{std::chrono::year(static_cast<int>(*year)), std::chrono::month(*month),
                            std::chrono::day(*day)};
  return date.ok() ? std::optional(date) : std::nullopt;
}

}  // namespace

Text account_name() { return {"a name of 1 to 256 bytes without blanks, ':' and ','", if_account_name}; }

Parsed<std::string> NumberType::parse(std::string_view value) const {
  const auto is_of_a_word = [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-'; };
  if (value.empty() || !std::all_of(value.begin(), value.end(), is_of_a_word))
    return refused(value, accepts());
  if (value == "premium-rate" || value == "shared-cost")
    return unexpected(fmt::format("names {}; numbers of this type never get a code", value));
  return std::string(value);
}

std::string NumberType::accepts() const {
  return "a type of number in small letters, such as mobile or landline";
}

Parsed<Network> NetworkForm::parse(std::string_view value) const {
  auto network = Network::parse(value);
  if (!network) return unexpected(fmt::format("{} {}", quoted(value, 100), network.error()));
  if (is_everything(*network))
    return unexpected(
        fmt::format("{} is every address there is: nobody would be asked; use policy.monitor, or "
                    "services= in pam.d",
                    value));
  return std::move(*network);
}

std::string NetworkForm::accepts() const { return "a network such as 10.0.0.0/8 or 2001:db8::/32"; }

Parsed<year_month_day> Date::parse(std::string_view value) const {
  const auto date = date_from(value);
  if (!date) return refused(value, accepts());
  return *date;
}

std::string Date::text(const year_month_day& date) const {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string Date::accepts() const { return "a day of the calendar as YYYY-MM-DD"; }

}  // namespace wavix::config
