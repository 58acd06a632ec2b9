// SPDX-License-Identifier: BSD-3-Clause
#include "figures/axis.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "figures/money.hpp"

namespace wavix::figures {
namespace {

std::string dollars(std::uint64_t billionths) {
  return "$" + Money::of_billionths(static_cast<std::int64_t>(billionths)).text();
}

/// "1204.5" to "1,204.5"
std::string grouped(std::string number) {
  constexpr std::size_t group = 3;
  auto at = std::min(number.find('.'), number.size());
  const std::size_t first = number.starts_with('$') ? 1 : 0;
  while (at > first + group) {
    at -= group;
    number.insert(at, ",");
  }
  return number;
}

}  // namespace

std::string in_words(std::uint64_t amount, Unit unit) {
  switch (unit) {
  case Unit::dollars: return grouped(dollars(amount));
  case Unit::percent: return fmt::format("{} %", amount);
  case Unit::count: break;
  }
  return grouped(fmt::to_string(amount));
}

std::string tick_label(std::uint64_t amount, Unit unit) {
  auto label = in_words(amount, unit);
  if (unit != Unit::dollars) return label;
  constexpr std::size_t cents = 3;  // with the point
  const auto shortest = label.find('.') + cents;
  while (label.size() > shortest && label.ends_with('0'))
    label.pop_back();
  return label.ends_with(".00") ? label.substr(0, label.size() - cents) : label;
}

Axis Axis::up_to(std::uint64_t most) {
  constexpr std::uint64_t steps = 5;
  std::uint64_t power = 1;
  while (most / power / 10 >= steps)
    power *= 10;
  for (const std::uint64_t round : {1U, 2U, 5U, 10U}) {
    const auto step = round * power;
    const auto needed = std::max<std::uint64_t>(most / step + (most % step == 0 ? 0 : 1), 1);
    if (needed <= steps) return {step, needed * step};
  }
  return {most, most};
}

double Axis::share(std::uint64_t amount) const {
  return std::min(1.0, static_cast<double>(amount) / static_cast<double>(top));
}

}  // namespace wavix::figures
