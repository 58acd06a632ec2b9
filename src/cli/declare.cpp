// SPDX-License-Identifier: BSD-3-Clause
#include "cli/declare.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "base/text.hpp"

namespace wavix::cli {
namespace {

/// As a name, in whatever is told of it.
std::string can_be_shown(const std::string& name) {
  if (!name.empty() && sanitised(name) == name) return {};
  return wavix::quoted(name, 100) + " is not the name of a user";
}

/// A name of a file in pam.d, in small letters as libpam has it.
std::string as_service(const std::string& name) {
  const auto is_good = [](char c) {
    return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-' || c == '_' || c == '.' || c == '+' || c == '@';
  };
  if (!name.empty() && name.front() != '.' && std::all_of(name.begin(), name.end(), is_good)) return {};
  return wavix::quoted(name, 100) + " is not the name of a service, as in /etc/pam.d";
}

std::string as_line(const std::string& text) {
  return sanitised(text) == text ? std::string() : wavix::quoted(text, 100) + " is not one line of text";
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

CLI::Option& add_service(CLI::App& command, std::string& service) {
  return *command.add_option("--service", service, fmt::format("the PAM service, instead of {}", service))
              ->check(as_service)
              ->type_name("NAME");
}

CLI::Option& add_rhost(CLI::App& command, std::string& rhost) {
  return *command.add_option("--rhost", rhost, "where the login comes from; without: from here")
              ->check(as_line)
              ->type_name("ADDRESS");
}

CLI::Option& add_arguments(CLI::App& command, std::vector<std::string>& arguments) {
  return *command
              .add_option("--argument", arguments,
                          "of the module, instead of those in the service's pam.d file; may come again")
              ->check(as_line)
              ->expected(1)
              ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
              ->type_name("KEY=VALUE");
}

CLI::Option& add_service_name(CLI::App& command, std::string& service, const char* description) {
  return *command.add_option("SERVICE", service, description)->check(as_service)->type_name("");
}

CLI::Option& add_yes(CLI::App& command, bool& yes) {
  return *command.add_flag("--yes", yes, "do not ask for confirmation");
}

CLI::Option& add_json(CLI::App& command, bool& json) {
  return *command.add_flag("--json", json, "for programs: one line of JSON");
}

Outcome root_alone() {
  if (::getuid() != 0 || ::geteuid() != 0) return failed("must be run as root");
  return {};
}

}  // namespace wavix::cli
