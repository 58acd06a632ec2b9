// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/format.h>

#include <algorithm>

#include "cli/completion_table.hpp"

namespace wavix::cli {
namespace {

constexpr const char* head = R"(#compdef wavix2fa
# Completion of wavix2fa(8) for zsh, as 'wavix2fa completion zsh' prints it.

_wavix2fa_services() {
  local -a services=(/etc/pam.d/*(N:t))
  compadd -a services
}
)";

// Autoloaded it is the body of the function; else it is sourced.
constexpr const char* tail = R"(
if [[ $funcstack[1] == _wavix2fa ]]; then
  _wavix2fa "$@"
else
  compdef _wavix2fa wavix2fa
fi
)";

/// In single quotes, with what _arguments and _describe would take for theirs escaped.
std::string quoted_for_zsh(std::string_view text, std::string_view special) {
  std::string quoted;
  for (const char c : text) {
    if (c == '\'') {
      quoted += R"('\'')";
      continue;
    }
    if (special.find(c) != std::string_view::npos) quoted += '\\';
    quoted += c;
  }
  return quoted;
}

std::string function_of(const std::string& path) {
  auto name = "_wavix2fa" + (path.empty() ? "" : "_" + path);
  std::replace(name.begin(), name.end(), ' ', '_');
  return name;
}

/// "USER:_users": the message and the action of _arguments.
std::string action_for(const Placeholder& placeholder) {
  const auto name = quoted_for_zsh(placeholder.name, "\\:");
  switch (placeholder.kind) {
  case Placeholder::Kind::choice: return fmt::format("{}:({})", name, fmt::join(placeholder.choices, " "));
  case Placeholder::Kind::file: return name + ":_files";
  case Placeholder::Kind::service: return name + ":_wavix2fa_services";
  case Placeholder::Kind::user: return name + ":_users";
  case Placeholder::Kind::anything: break;
  }
  return name + ": ";
}

std::string flag_for(const Flag& flag) {
  const auto description = quoted_for_zsh(flag.description, "\\[]:");
  const auto value = flag.takes_value ? ":" + action_for(flag.value) : "";
  const std::string joined = flag.takes_value ? "=" : "";  // "--conf=": FILE may follow in the same word
  std::string specs;
  const auto all = fmt::format("({})", fmt::join(flag.names, " "));
  for (const auto& name : flag.names)
    specs += fmt::format(" \\\n    '{}{}{}[{}]{}'", all, name, name.starts_with("--") ? joined : "",
                         description, value);
  return specs;
}

std::string function_for(const Completed& command) {
  std::string text = fmt::format("\n{}() {{\n", function_of(command.path));
  const bool leads_on = !command.below.empty();
  if (leads_on) text += "  local curcontext=$curcontext state line\n  typeset -A opt_args\n";
  text += "  _arguments -C";
  for (const auto& flag : command.flags)
    text += flag_for(flag);
  for (std::size_t i = 0; i < command.words.size(); ++i)
    text += fmt::format(" \\\n    '{}:{}'", command.words[i].repeated ? "*" : fmt::to_string(i + 1),
                        action_for(command.words[i]));
  if (!leads_on) return text + "\n}\n";
  text += " \\\n    '1: :->command' '*:: :->rest' && return\n  case $state in\n  command)\n    local -a "
          "commands=(\n";
  for (const auto& [name, description] : command.below)
    text += fmt::format("      '{}:{}'\n", name, quoted_for_zsh(description, "\\:"));
  text += "    )\n    _describe -t commands command commands ;;\n  rest)\n    case $line[1] in\n";
  for (const auto& each : command.below) {
    const auto path = command.path.empty() ? each.name : command.path + " " + each.name;
    const bool helps = path == "help";  // what follows is a command
    text += fmt::format("    {}) {} ;;\n", each.name, function_of(helps ? "" : path));
  }
  return text + "    esac ;;\n  esac\n}\n";
}

}  // namespace

std::string completion_for_zsh(const std::vector<Completed>& table) {
  std::string text = head;
  for (const auto& command : table)
    text += function_for(command);
  return text + tail;
}

}  // namespace wavix::cli
