// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "cli/declare.hpp"
#include "cli/json.hpp"
#include "cli/output.hpp"
#include "cli/session.hpp"
#include "cli/table.hpp"
#include "config/key_table.hpp"
#include "config/suggest.hpp"

namespace wavix::cli {
namespace {

using config::Key;

struct ConfigWords {
  std::vector<std::string> keys;  ///< or sections; empty: all
  std::string service;
  bool changed = false, json = false;
};

/// Why `word` is neither a key nor a section; empty: it is one.
std::string wrong_with_key(const std::string& word) {
  if (config::is_section(word)) return {};
  const auto dot = word.find('.');
  const auto shown = sanitised(word, 100);
  if (dot == std::string::npos) return fmt::format("{}: {}", shown, config::no_such_section(word));
  if (config::find_key(word.substr(0, dot), word.substr(dot + 1)) != nullptr) return {};
  return fmt::format("{}: {}", shown, config::no_such_key(word.substr(0, dot), word.substr(dot + 1)));
}

struct Line {
  const Key& key;
  std::string value;
  bool hidden;                 ///< there is a value, and it is nobody's to see
  const config::Origin* from;  ///< null: the default
};

std::vector<Line> lines_of(const config::Loaded& loaded, const ConfigWords& words) {
  std::vector<Line> lines;
  for (const auto& key : config::keys()) {
    const auto names_it = [&](const std::string& word) {
      return word == key.section || word == key.full_name();
    };
    if (!words.keys.empty() && std::none_of(words.keys.begin(), words.keys.end(), names_it)) continue;
    const auto from = loaded.origins.find(&key);
    const bool is_default = from == loaded.origins.end();
    if (words.changed && is_default) continue;
    auto value = key.text(loaded.config);
    const bool hidden = key.secret && !value.empty();
    if (hidden) value.clear();
    lines.push_back({key, std::move(value), hidden, is_default ? nullptr : &from->second});
  }
  return lines;
}

std::string as_table(const std::vector<Line>& lines) {
  std::vector<Row> rows = {{"KEY", "VALUE", "FROM"}};
  for (const auto& [key, value, hidden, from] : lines) {
    const auto shown = hidden          ? Cell("(hidden)", Paint::faint)
                       : value.empty() ? Cell("-", Paint::faint)
                                       : Cell(value);
    const auto where =
        from == nullptr ? Cell("default", Paint::faint) : Cell(fmt::format("{}:{}", from->where, from->line));
    rows.push_back({key.full_name(), shown, where});
  }
  return table(std::move(rows));
}

/// What there is to say of one key beyond its line.
std::string explanation(const Key& key) {
  const auto line = [](const char* what, std::string_view text) {
    return fmt::format("{}  {}\n", padded(what, 7), text);
  };
  auto text = fmt::format("\n{}\n", key.help) + line("accepts", key.accepts);
  text += line("default", key.required           ? "none: it must be given"
                          : key.fallback.empty() ? "empty"
                                                 : key.fallback);
  if (key.per_service) text += line("also in", "[service NAME]");
  return text;
}

std::string as_json(const std::vector<Line>& lines) {
  const auto list = json_array();
  for (const auto& [key, value, hidden, from] : lines)
    append(list, JsonObject()
                     .with("key", key.full_name())
                     .with("value", hidden ? Json() : json(value))
                     .with("file", from == nullptr ? Json() : json(from->where))
                     .with("line", from == nullptr ? Json() : json(from->line))
                     .with("accepts", key.accepts)
                     .with("help", std::string(key.help))
                     .done());
  return to_text(list) + "\n";
}

Outcome config_command(const Global& global, const ConfigWords& words) {
  const auto loaded = load_config(global, words.service);
  if (!loaded) return unexpected(loaded.error());
  const auto lines = lines_of(*loaded, words);
  if (words.json) return show(as_json(lines));
  if (lines.empty()) return show("All of it is as by default.\n");
  const bool is_one_key = words.keys.size() == 1 && !config::is_section(words.keys.front());
  return show(as_table(lines) + (is_one_key ? explanation(lines.front().key) : ""));
}

}  // namespace

void add_config(CLI::App& app, Command& chosen) {
  add_command<ConfigWords>(
      app, "config", "Show what the configuration comes to, and where each value is from", chosen,
      config_command, [](CLI::App& command, ConfigWords& words) {
        command.add_option("KEY", words.keys, "these alone: code.length, or all of a section: code")
            ->check(wrong_with_key)
            ->type_name("");
        command.add_option("--service", words.service, "as it is for this PAM service")->type_name("NAME");
        command.add_flag("--changed", words.changed, "only what the file says, and no default");
        add_json(command, words.json);
      });
}

}  // namespace wavix::cli
