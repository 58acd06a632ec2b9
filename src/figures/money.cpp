// SPDX-License-Identifier: BSD-3-Clause
#include "figures/money.hpp"

#include <fmt/format.h>

#include <limits>

#include "base/text.hpp"

namespace wavix::figures {
namespace {

constexpr std::size_t decimals = 9, most_digits = 6, fewest_decimals = 4;
constexpr std::int64_t dollar = 1'000'000'000;

std::string_view without_trailing_zeros(std::string_view digits) {
  return digits.substr(0, digits.find_last_not_of('0') + 1);
}

}  // namespace

std::optional<Money> Money::parse(std::string_view text) {
  const auto point = text.find('.');
  auto whole = text.substr(0, point);
  const auto written = point == std::string_view::npos ? "0" : text.substr(point + 1);
  if (!all_digits(whole) || !all_digits(written)) return std::nullopt;
  whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size()));
  auto fraction = std::string(without_trailing_zeros(written));
  if (whole.size() > most_digits || fraction.size() > decimals) return std::nullopt;
  fraction.resize(decimals, '0');
  return Money(number_from<std::int64_t>(std::string(whole) + fraction).value_or(0));
}

std::string Money::text() const {
  const auto fraction = fmt::format("{:09}", billionths_ % dollar);
  const auto needed = std::max(without_trailing_zeros(fraction).size(), fewest_decimals);
  return fmt::format("{}.{}", billionths_ / dollar, fraction.substr(0, needed));
}

Money& Money::operator+=(Money other) {
  if (__builtin_add_overflow(billionths_, other.billionths_, &billionths_))
    billionths_ = std::numeric_limits<std::int64_t>::max();
  return *this;
}

}  // namespace wavix::figures
