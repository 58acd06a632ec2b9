// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/format.h>

#include "base/account.hpp"
#include "base/text.hpp"
#include "cli/declare.hpp"
#include "cli/explanation.hpp"
#include "cli/output.hpp"

namespace wavix::cli {
namespace {

struct ExplainWords {
  std::string user, service = "sshd", rhost, tty, caller;
  std::vector<std::string> arguments;
  bool json = false;
};

Expected<unsigned, Failure> uid_of(const std::string& name) {
  const auto account = account_named(name);
  if (!account) return failed(fmt::format("--caller: {}: {}", name, account.error()));
  if (!*account) return failed(fmt::format("--caller: {}: there is no such account", name));
  return (*account)->uid;
}

Outcome explain(const Global& global, const ExplainWords& words) {
  verifier::Request request;
  request.service = words.service;
  request.user = words.user;
  request.rhost = words.rhost;
  request.tty = words.tty;
  if (!words.caller.empty()) {
    const auto uid = uid_of(words.caller);
    if (!uid) return unexpected(uid.error());
    request.caller_uid = *uid;
  }
  auto line = pam_line_of(words.service);
  request.arguments = arguments_for(line, words.arguments, global.conf);
  const auto explanation = explanation_of(std::move(request), std::move(line));
  return show(words.json ? explained_for_programs(explanation) : explained_for_people(explanation));
}

}  // namespace

void add_explain(CLI::App& app, Command& chosen) {
  add_command<ExplainWords>(
      app, "explain", "Show what a login would come to, and why; sends nothing", chosen, explain,
      [](CLI::App& command, ExplainWords& words) {
        add_user(command, words.user, "the user who would log in").required();
        add_service(command, words.service);
        add_rhost(command, words.rhost);
        command.add_option("--tty", words.tty, "the terminal, of a local login")->type_name("NAME");
        command.add_option("--caller", words.caller, "the user who calls su or sudo; without: root")
            ->type_name("USER");
        add_arguments(command, words.arguments);
        add_json(command, words.json);
      });
}

}  // namespace wavix::cli
