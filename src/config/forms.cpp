// SPDX-License-Identifier: BSD-3-Clause
#include "config/forms.hpp"

#include <array>
#include <cstdint>

namespace wavix::config {
namespace {

struct Unit {
  std::string_view name;
  milliseconds size;
};
constexpr std::array<Unit, 5> units = {{{"d", 24h}, {"h", 1h}, {"m", 1min}, {"s", 1s}, {"ms", 1ms}}};

std::string written(milliseconds duration) {
  if (duration == 0ms) return "0s";
  for (const auto& unit : units)
    if (duration % unit.size == 0ms) return fmt::format("{}{}", duration / unit.size, unit.name);
  return {};
}

bool is_printable(char c) { return c > ' ' && c < '\x7F'; }
bool is_control(char c) { return (c >= '\0' && c < ' ') || c == '\x7F'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

std::optional<std::string> if_absolute_path(std::string_view value) {
  if (value.size() < 2 || value.front() != '/' || value.back() == '/') return std::nullopt;
  if (std::any_of(value.begin(), value.end(), is_control)) return std::nullopt;
  return std::string(value);
}

std::optional<std::string> if_service_id(std::string_view value) {
  constexpr std::size_t longest = 128;
  const bool fits = !value.empty() && value.size() <= longest;
  const bool plain = std::all_of(value.begin(), value.end(), is_printable);
  // It becomes a part of a URL's path.
  const bool one_part =
      value.find('/') == std::string_view::npos && value.find("..") == std::string_view::npos;
  if (!fits || !plain || !one_part) return std::nullopt;
  return std::string(value);
}

std::optional<std::string> if_country(std::string_view value) {
  if (value.size() != 2 || !is_capital(value[0]) || !is_capital(value[1])) return std::nullopt;
  return std::string(value);
}

}  // namespace

tl::unexpected<std::string> refused(std::string_view value, std::string_view accepted) {
  if (value.empty()) return unexpected(fmt::format("is empty; it must be {}", accepted));
  return unexpected(fmt::format("{} is not {}", quoted(value, 100), accepted));
}

Parsed<unsigned> Number::parse(std::string_view value) const {
  const auto number = number_from<unsigned>(value);
  if (!number || *number < least || *number > most) return refused(value, accepts());
  return *number;
}

std::string Number::accepts() const { return fmt::format("a whole number from {} to {}", least, most); }

Parsed<milliseconds> Duration::parse(std::string_view value) const {
  if (value == "0" && least == 0ms) return 0ms;
  if (all_digits(value))
    return unexpected(
        fmt::format("{} has no unit; write ms, s, m, h or d right behind the number", quoted(value, 100)));
  const auto digits = std::min(value.find_first_not_of("0123456789"), value.size());
  const auto count = number_from<std::uint32_t>(value.substr(0, digits));
  for (const auto& unit : units) {
    if (!count || unit.name != value.substr(digits)) continue;
    const auto duration = *count * unit.size;
    if (duration >= least && duration <= most) return duration;
  }
  return refused(value, accepts());
}

std::string Duration::text(milliseconds duration) const { return written(duration); }

std::string Duration::accepts() const {
  return fmt::format("a duration from {} to {}", written(least), written(most));
}

Parsed<std::string> Text::parse(std::string_view value) const {
  auto kept = rule(value);
  if (!kept) return refused(value, accepted);
  return std::move(*kept);
}

Word<bool> yes_or_no() { return {{{"yes", true}, {"no", false}}}; }

Text absolute_path() { return {"the absolute path of a file", if_absolute_path}; }

Text absolute_path_or_nothing() {
  return {"the absolute path of a file, or empty", or_nothing<if_absolute_path>};
}

Text service_id() {
  return {"1 to 128 characters of printable ASCII without blanks, '/' and '..'", if_service_id};
}

Text country() { return {"a country as two capital letters (LV, US)", if_country}; }

Text country_or_nothing() {
  return {"a country as two capital letters (LV, US), or empty", or_nothing<if_country>};
}

}  // namespace wavix::config
