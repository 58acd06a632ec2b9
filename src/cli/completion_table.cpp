// SPDX-License-Identifier: BSD-3-Clause
#include "cli/completion_table.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string_view>

namespace wavix::cli {
namespace {

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> pieces;
  for (;;) {
    const auto end = text.find(at);
    pieces.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return pieces;
    text.remove_prefix(end + 1);
  }
}

/// "sms|voice", or "TEXT:{sms,voice}" as CLI11 writes what it checks itself; none: it is no list.
std::vector<std::string> choices_in(std::string_view type) {
  const auto open = type.find('{');
  const auto close = type.find('}');
  if (open != std::string_view::npos && close != std::string_view::npos && open < close)
    return split(type.substr(open + 1, close - open - 1), ',');
  if (type.find('|') == std::string_view::npos) return {};
  auto pieces = split(type, '|');
  const auto is_word = [](const std::string& piece) {
    return !piece.empty() && std::all_of(piece.begin(), piece.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
  };
  if (!std::all_of(pieces.begin(), pieces.end(), is_word)) return {};
  return pieces;
}

Placeholder placeholder(const std::string& name, const std::string& type, bool repeated) {
  using Kind = Placeholder::Kind;
  Placeholder made{Kind::anything, name, choices_in(type), repeated};
  const auto is = [&](std::string_view word) { return name == word || type == word; };
  if (!made.choices.empty())
    made.kind = Kind::choice;
  else if (is("FILE"))
    made.kind = Kind::file;
  else if (is("SERVICE"))
    made.kind = Kind::service;
  else if (is("USER"))
    made.kind = Kind::user;
  return made;
}

void add_options(const CLI::App& app, Completed& command) {
  for (const auto* option :
       app.get_options([](const CLI::Option* each) { return !each->get_group().empty(); })) {
    const auto type = option->get_type_name();
    const bool repeated = option->get_items_expected_max() > 1;
    if (option->get_positional()) {
      command.words.push_back(placeholder(option->get_name(true), type, repeated));
      continue;
    }
    Flag flag{{}, option->get_description(), option->get_items_expected_max() > 0, {}};
    for (const auto& name : option->get_lnames())
      flag.names.push_back("--" + name);
    for (const auto& name : option->get_snames())
      flag.names.push_back("-" + name);
    if (flag.takes_value) flag.value = placeholder(type.substr(0, type.find(':')), type, false);
    if (option->check_lname("service")) flag.value.kind = Placeholder::Kind::service;
    command.flags.push_back(std::move(flag));
  }
}

void add(const CLI::App& app, const std::string& path, std::vector<Completed>& table) {
  Completed command{path, {}, {}, {}};
  const auto below = app.get_subcommands([](const CLI::App* each) { return !each->get_group().empty(); });
  for (const auto* each : below)
    command.below.push_back({each->get_name(), each->get_description()});
  add_options(app, command);
  if (!table.empty()) {  // what is said of the program may be said behind any command
    const auto& everywhere = table.front().flags;
    for (const auto& flag : everywhere)
      if (flag.takes_value) command.flags.push_back(flag);
  }
  table.push_back(std::move(command));
  // Behind "help" comes what comes at the beginning: the shells are told so by hand.
  for (const auto* each : below)
    if (path + each->get_name() != "help")
      add(*each, path.empty() ? each->get_name() : path + " " + each->get_name(), table);
}

}  // namespace

std::vector<Completed> completion_table(const CLI::App& app) {
  std::vector<Completed> table;
  add(app, "", table);
  return table;
}

}  // namespace wavix::cli
