// SPDX-License-Identifier: BSD-3-Clause
#include "cli/commands.hpp"

#include <CLI/CLI.hpp>
#include <array>

namespace wavix::cli {
namespace {

constexpr const char* users = "Users";
constexpr const char* something_is_wrong = "When something is wrong";

struct Listed {
  const char* heading;
  void (*add)(CLI::App& app, Command& chosen);
};

/// In the order of --help; what is under one heading stands together.
constexpr std::array table = {
    Listed{users, add_recovery},
    Listed{users, add_lockout},
    Listed{users, add_grace},
    Listed{something_is_wrong, add_doctor},
    Listed{something_is_wrong, add_breakglass},
};

}  // namespace

void add_commands(CLI::App& app, Command& chosen) {
  const auto all = [](const CLI::App*) { return true; };
  for (const auto& listed : table) {
    const auto known = app.get_subcommands(all).size();
    listed.add(app, chosen);
    const auto now = app.get_subcommands(all);
    for (auto at = known; at < now.size(); ++at)
      now[at]->group(listed.heading);
  }
}

}  // namespace wavix::cli
