// SPDX-License-Identifier: BSD-3-Clause
#include "cli/declare.hpp"

#include <unistd.h>

#include "base/text.hpp"

namespace wavix::cli {
namespace {

/// As a name, in whatever is told of it.
std::string can_be_shown(const std::string& name) {
  if (!name.empty() && sanitised(name) == name) return {};
  return wavix::quoted(name, 100) + " is not the name of a user";
}

}  // namespace

CLI::App& add_group(CLI::App& app, const char* name, const char* description) {
  auto& group = *app.add_subcommand(name, description);
  group.require_subcommand(1);
  return group;
}

CLI::Option& add_user(CLI::App& command, std::string& user, const char* description) {
  return *command.add_option("USER", user, description)->check(can_be_shown)->type_name("");
}

CLI::Option& add_user_option(CLI::App& command, std::string& user, const char* description) {
  return *command.add_option("--user", user, description)->check(can_be_shown)->type_name("USER");
}

CLI::Option& add_json(CLI::App& command, bool& json) {
  return *command.add_flag("--json", json, "for programs: one line of JSON");
}

Outcome root_alone() {
  if (::getuid() != 0 || ::geteuid() != 0) return failed("must be run as root");
  return {};
}

}  // namespace wavix::cli
