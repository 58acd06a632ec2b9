// SPDX-License-Identifier: BSD-3-Clause
#include <string>

#include "cli/commands.hpp"
#include "cli/completion_table.hpp"
#include "cli/declare.hpp"
#include "cli/output.hpp"

namespace wavix::cli {
namespace {

struct CompletionWords {
  std::string shell;
};

Outcome completion(const Global&, const CompletionWords& words) {
  const Declared declared;
  const auto table = completion_table(declared.app());
  if (words.shell == "bash") return show(completion_for_bash(table));
  if (words.shell == "fish") return show(completion_for_fish(table));
  return show(completion_for_zsh(table));
}

}  // namespace

void add_completion(CLI::App& app, Command& chosen) {
  add_command<CompletionWords>(
      app, "completion", "Print what makes a shell complete this command's words", chosen, completion,
      [](CLI::App& command, CompletionWords& words) {
        command.add_option("SHELL", words.shell, "bash, fish or zsh")
            ->check(CLI::IsMember({"bash", "fish", "zsh"}))
            ->required();
      },
      For::everybody);
}

}  // namespace wavix::cli
