// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "cli/command.hpp"

/// How commands declare their words, so that what is the same is said the same.
namespace wavix::cli {

/// A command that is only the first word of others.
CLI::App& add_group(CLI::App& app, const char* name, const char* description);

/// USER: a name that can be shown as it is.
CLI::Option& add_user(CLI::App& command, std::string& user, const char* description);
/// --user USER, the same.
CLI::Option& add_user_option(CLI::App& command, std::string& user, const char* description);

/// Of a login that is only tried: --service, which has its default; --rhost, an address; --argument.
CLI::Option& add_service(CLI::App& command, std::string& service);
CLI::Option& add_rhost(CLI::App& command, std::string& rhost);
CLI::Option& add_arguments(CLI::App& command, std::vector<std::string>& arguments);

/// SERVICE: the name of a PAM service, in small letters as libpam has it.
CLI::Option& add_service_name(CLI::App& command, std::string& service, const char* description);

CLI::Option& add_yes(CLI::App& command, bool& yes);
CLI::Option& add_json(CLI::App& command, bool& json);

/// Who may give a command: root alone, where it reads secrets or what is remembered.
enum class For { root, everybody };

/// Fails where this process is not root's.
Outcome root_alone();

/// A command whose words are put into a Words, by `declare`, and which then is `run`. `declare` may throw
/// what CLI11 throws where words do not fit together.
template <typename Words>
CLI::App& add_command(CLI::App& group, const char* name, const char* description, Command& chosen,
                      Outcome (*run)(const Global&, const Words&), void (*declare)(CLI::App&, Words&),
                      For who = For::root) {
  auto& command = *group.add_subcommand(name, description)->group("Commands");
  const auto words = std::make_shared<Words>();
  declare(command, *words);
  command.callback([&chosen, run, words, who] {
    chosen = [run, words, who](const Global& global) {
      auto allowed = who == For::root ? root_alone() : Outcome();
      return allowed ? run(global, *words) : allowed;
    };
  });
  return command;
}

}  // namespace wavix::cli
