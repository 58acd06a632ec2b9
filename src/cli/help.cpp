// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/format.h>

#include <string>
#include <vector>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/declare.hpp"
#include "cli/output.hpp"

namespace wavix::cli {
namespace {

struct HelpWords {
  std::vector<std::string> command;
};

/// The command that the words name; null: they name none.
const CLI::App* found(const CLI::App& program, const std::vector<std::string>& words) {
  const auto* app = &program;
  for (const auto& word : words) {
    const auto below = app->get_subcommands([&](const CLI::App* each) { return each->get_name() == word; });
    if (below.empty()) return nullptr;
    app = below.front();
  }
  return app;
}

Outcome help(const Global&, const HelpWords& words) {
  const Declared declared;
  auto before = declared.app().get_name();  // --help has the words that lead to it
  for (std::size_t i = 0; i + 1 < words.command.size(); ++i)
    before += " " + words.command[i];
  return show(found(declared.app(), words.command)->help(words.command.empty() ? "" : before));
}

}  // namespace

void add_help(CLI::App& app, Command& chosen) {
  add_command<HelpWords>(
      app, "help", "Show the help of a command", chosen, help,
      [](CLI::App& command, HelpWords& words) {
        command.add_option("COMMAND", words.command, "one word or two; none: all commands")->type_name("");
        command.parse_complete_callback([&] {
          if (found(*command.get_parent(), words.command) == nullptr)
            throw CLI::ValidationError(
                "COMMAND", quoted(fmt::format("{}", fmt::join(words.command, " ")), 100) + " is not known");
        });
      },
      For::everybody);
}

}  // namespace wavix::cli
