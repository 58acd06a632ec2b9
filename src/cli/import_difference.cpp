// SPDX-License-Identifier: BSD-3-Clause
#include "cli/import_difference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/text.hpp"
#include "cli/json.hpp"
#include "cli/table.hpp"
#include "cli/users_file.hpp"

namespace wavix::cli {
namespace {

using Line = Difference::Line;
using Kind = Line::Kind;

constexpr std::array<std::pair<Kind, std::string_view>, 3> kinds = {
    {{Kind::added, "added"}, {Kind::changed, "changed"}, {Kind::removed, "removed"}}};

Json as_json(const Phones& phones, bool whole) {
  auto list = json_array();
  for (const auto& phone : phones)
    append(list, json(shown({phone}, whole)));
  return list;
}

}  // namespace

std::size_t Difference::count(Kind kind) const {
  return static_cast<std::size_t>(
      std::count_if(lines.begin(), lines.end(), [kind](const Line& line) { return line.kind == kind; }));
}

Difference difference(const contacts::UserFile& file, const std::vector<ImportRow>& rows, bool prune,
                      const config::Config& config) {
  Difference result;
  std::unordered_map<std::string_view, const contacts::UserEntry*> entries;
  for (const auto& entry : file.entries())
    entries.emplace(entry.name, &entry);
  std::set<std::string_view> named;
  for (const auto& [change, phones] : rows) {
    named.insert(change.user);
    const auto found = entries.find(change.user);
    const bool is_new = found == entries.end();
    if (!is_new && says_already(*found->second, change, phones, config)) {
      ++result.same;
      continue;
    }
    result.lines.push_back({is_new ? Kind::added : Kind::changed, change.user,
                            is_new ? Phones() : phones_of(*found->second, config), phones,
                            change.channel.value_or("")});
    result.changes.set.push_back(change);
  }
  for (const auto& entry : file.entries()) {
    if (!prune || named.contains(entry.name)) continue;
    result.lines.push_back({Kind::removed, std::string(entry.name), phones_of(entry, config), {}, {}});
    result.changes.removed.emplace_back(entry.name);
  }
  return result;
}

std::string as_table(const Difference& difference, bool whole) {
  constexpr std::array<Paint, 3> paints = {Paint::good, Paint::warning, Paint::bad};
  std::vector<Row> rows = {{"CHANGE", "USER", "PHONE", "NOW"}};
  for (const auto& [kind, user, before, now, channel] : difference.lines) {
    const auto at = static_cast<std::size_t>(kind);
    const auto by = channel.empty() ? "" : fmt::format(" by {}", channel);
    rows.push_back({{std::string(kinds.at(at).second), paints.at(at)},
                    user,
                    before.empty() ? "-" : shown(before, whole),
                    now.empty() ? "-" : shown(now, whole) + by});
  }
  return table(std::move(rows));
}

std::string as_json(const Difference& difference, bool whole) {
  auto all = JsonObject();
  for (const auto& [kind, name] : kinds) {
    auto list = json_array();
    for (const auto& line : difference.lines)
      if (line.kind == kind)
        append(list, JsonObject()
                         .with("user", line.user)
                         .with("before", as_json(line.before, whole))
                         .with("phones", as_json(line.now, whole))
                         .done());
    all = std::move(all).with(std::string(name).c_str(), std::move(list));
  }
  return to_text(std::move(all).with("same", json(static_cast<unsigned>(difference.same))).done()) + "\n";
}

std::string in_words(const Difference& difference) {
  std::string text;
  for (const auto& [kind, name] : kinds) {
    const auto count = difference.count(kind);
    text += fmt::format("{} {}, ", count == 0 ? "none" : with_commas(count), name);
  }
  return text + fmt::format("{} as they are", difference.same == 0 ? "none" : with_commas(difference.same));
}

}  // namespace wavix::cli
