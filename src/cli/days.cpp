// SPDX-License-Identifier: BSD-3-Clause
#include "cli/days.hpp"

#include <fmt/format.h>

#include <string>

#include "base/text.hpp"
#include "config/form_policy.hpp"

namespace wavix::cli {
namespace {

constexpr unsigned most_days = 3660;

void add_date(CLI::App& command, const char* name, std::optional<Day>& day, const char* description) {
  const auto set = [&day, name](const std::string& text) {
    const auto date = config::Date{}.parse(text);
    if (!date) throw CLI::ValidationError(name, date.error());
    day = Day(*date);
  };
  command.add_option_function<std::string>(name, set, description)->type_name("DATE");
}

/// "30d", or "4w".
std::optional<unsigned> days_in(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const unsigned unit = text.back() == 'd' ? 1 : text.back() == 'w' ? 7 : 0;
  const auto number = number_from<unsigned>(text.substr(0, text.size() - 1));
  if (unit == 0 || !number || *number == 0 || *number > most_days / unit) return std::nullopt;
  return *number * unit;
}

}  // namespace

void add_days(CLI::App& command, DaysWords& words, const char* otherwise) {
  add_date(command, "--from", words.from, "the first day, 2026-11-01");
  add_date(command, "--to", words.to, "the last day; else today");
  const auto set_last = [&words](const std::string& text) {
    const auto days = days_in(text);
    if (!days)
      throw CLI::ValidationError("--last", wavix::quoted(text, 100) +
                                               " is no number of days or weeks, such as 30d or 4w");
    words.last = *days;
  };
  auto& last = *command.add_option_function<std::string>(
      "--last", set_last, fmt::format("so many days up to today, 30d, or weeks, 4w; else {}", otherwise));
  last.type_name("TIME");
  for (const auto* const other : {"--from", "--to"})
    last.excludes(command.get_option(other));
}

Expected<Days, Failure> days_of(const DaysWords& words, Day today, unsigned most) {
  const auto last = words.to.value_or(today);
  const auto days = std::chrono::days(words.last > 0 ? words.last : most);
  const auto first = words.from.value_or(last - days + std::chrono::days(1));
  if (first > last) return failed(fmt::format("--from {} is after --to {}", in_iso(first), in_iso(last)));
  if (last - first >= std::chrono::days(most_days))
    return failed(
        fmt::format("--from {} is more than {} days before --to {}", in_iso(first), most_days, in_iso(last)));
  return Days{first, last};
}

}  // namespace wavix::cli
