// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/format.h>

#include "cli/completion_table.hpp"

namespace wavix::cli {
namespace {

constexpr const char* head = R"(# Completion of wavix2fa(8) for fish, as 'wavix2fa completion fish' prints it.

)";

constexpr const char* functions = R"(
function __wavix2fa_services
    set -l files /etc/pam.d/*
    string replace -r '.*/' '' -- $files
end

# Whether the command so far is the first argument, and as many words follow it as the second says, if there is one.
function __wavix2fa_is
    set -l tokens (commandline -opc)
    set -l command
    set -l value no
    set -l words 0
    for token in $tokens[2..-1]
        if test $value = yes
            set value no
        else if contains -- $token $__wavix2fa_values
            set value yes
        else if test "$token" = help -a -z "$command"
            # what follows is a command
        else if not string match -q -- '-*' $token
            set -l longer (string join ' ' -- $command $token)
            if contains -- $longer $__wavix2fa_commands
                set command $longer
            else
                set words (math $words + 1)
            end
        end
    end
    test "$command" = "$argv[1]"; and not set -q argv[2]; or test "$command $words" = "$argv[1..2]"
end

complete -c wavix2fa -f
)";

/// In single quotes for fish, where \ and ' need a \ before them.
std::string quoted_for_fish(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\\' || c == '\'') quoted += '\\';
    quoted += c;
  }
  return quoted + "'";
}

/// The options of complete(1) for what a word stands for.
std::string offer(const Placeholder& placeholder) {
  switch (placeholder.kind) {
  case Placeholder::Kind::choice:
    return " -a " + quoted_for_fish(fmt::format("{}", fmt::join(placeholder.choices, " ")));
  case Placeholder::Kind::file: return " -F";
  case Placeholder::Kind::service: return " -a '(__wavix2fa_services)'";
  case Placeholder::Kind::user: return " -a '(__fish_complete_users)'";
  case Placeholder::Kind::anything: break;
  }
  return "";
}

std::string lines_for(const Completed& command) {
  const auto is = "__wavix2fa_is " + quoted_for_fish(command.path);
  const auto begin = "complete -c wavix2fa -n " + quoted_for_fish(is);
  std::string lines;
  for (const auto& each : command.below)
    lines += fmt::format("{} -a {} -d {}\n", begin, each.name, quoted_for_fish(each.description));
  for (const auto& flag : command.flags) {
    lines += begin;
    for (const auto& name : flag.names)
      lines += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
    // -r alone would have it offer files too.
    const bool is_file = flag.value.kind == Placeholder::Kind::file;
    if (flag.takes_value) lines += (is_file ? " -r" : " -x") + offer(flag.value);
    lines += " -d " + quoted_for_fish(flag.description) + "\n";
  }
  for (std::size_t i = 0; i < command.words.size(); ++i)
    if (const auto offered = offer(command.words[i]); !offered.empty()) {
      const auto condition = command.words[i].repeated ? is : fmt::format("{} {}", is, i);
      lines += fmt::format("complete -c wavix2fa -n {}{}\n", quoted_for_fish(condition), offered);
    }
  return lines;
}

}  // namespace

std::string completion_for_fish(const std::vector<Completed>& table) {
  std::vector<std::string> commands, values;
  std::string lines;
  for (const auto& command : table) {
    if (!command.path.empty()) commands.push_back(quoted_for_fish(command.path));
    for (const auto& flag : command.flags)
      if (flag.takes_value) values.insert(values.end(), flag.names.begin(), flag.names.end());
    lines += lines_for(command);
  }
  return fmt::format("{}set -g __wavix2fa_commands {}\nset -g __wavix2fa_values {}\n{}{}", head,
                     fmt::join(commands, " "), fmt::join(values, " "), functions, lines);
}

}  // namespace wavix::cli
