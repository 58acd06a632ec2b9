// SPDX-License-Identifier: BSD-3-Clause
#include "policy/numbers.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace wavix::policy {
namespace {

constexpr std::string_view voip = "voip";
constexpr std::string_view premium_rate = "premium-rate";
constexpr std::string_view shared_cost = "shared-cost";

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

/// ZZ is "unknown" by CLDR and in libphonenumber, which has "001" for numbers of no country.
bool is_country(std::string_view code) {
  return code.size() == 2 && is_capital(code[0]) && is_capital(code[1]) && code != "ZZ";
}

char plain(char c) {
  if (is_capital(c)) return static_cast<char>(c - 'A' + 'a');
  return c == ' ' || c == '\t' || c == '_' ? '-' : c;
}

/// One word for a type, of the many ways to write it.
std::string type_of(std::string_view text) {
  std::string word(trimmed(text));
  std::transform(word.begin(), word.end(), word.begin(), plain);
  const auto speaks_of = [&](std::string_view part) { return word.find(part) != std::string::npos; };
  if (speaks_of("premium")) return std::string(premium_rate);
  if (speaks_of("shared")) return std::string(shared_cost);
  if (speaks_of(voip)) return std::string(voip);
  return without_digits(sanitised(word, 40));  // that no number gets into a log
}

}  // namespace

bool country_allowed(const std::vector<std::string>& countries, std::string_view country) {
  if (countries.empty()) return true;
  return is_country(country) && std::find(countries.begin(), countries.end(), country) != countries.end();
}

Expected<void, std::string> type_allowed(const std::vector<std::string>& types,
                                         const std::optional<std::string>& told) {
  const auto type = type_of(told.value_or(""));
  const bool named =
      std::any_of(types.begin(), types.end(), [&](const auto& allowed) { return type_of(allowed) == type; });
  if (type == premium_rate || type == shared_cost)
    return unexpected(fmt::format("{}: numbers of this type never get codes", type));
  if (type.empty() && !types.empty())
    return unexpected<std::string>(
        "Wavix told no number type; switch on 'Number validation' for the service");
  if (named || (types.empty() && type != voip)) return {};
  if (type == voip)
    return unexpected<std::string>(
        "voip: numbers of this type get codes only if policy.number_types names it "
        "(NIST SP 800-63B-4)");
  return unexpected(fmt::format("{}: policy.number_types does not name this type", type));
}

}  // namespace wavix::policy
