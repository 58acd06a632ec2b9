// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/format.h>

#include "cli/completion_table.hpp"

namespace wavix::cli {
namespace {

constexpr const char* head = R"(# Completion of wavix2fa(8) for bash, as 'wavix2fa completion bash' prints it.

)";

// COMP_WORDBREAKS may have '=', and then --conf=FILE is three words.
constexpr const char* tail = R"(
_wavix2fa_offer() { # what a word stands for, the word so far
  case $1 in
  file) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$2") ;;
  user) mapfile -t COMPREPLY < <(compgen -u -- "$2") ;;
  service) mapfile -t COMPREPLY < <(cd /etc/pam.d 2>/dev/null && compgen -f -- "$2") ;;
  one-of:*) mapfile -t COMPREPLY < <(compgen -W "${1#one-of:}" -- "$2") ;;
  esac
}

_wavix2fa() {
  local cur=${COMP_WORDS[COMP_CWORD]} command='' value='' only_words='' nth=0 word i each
  local below flags values words
  COMPREPLY=()
  _wavix2fa_after ''
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if [[ $value ]]; then
      [[ $word == = ]] || value=''
    elif [[ ! $only_words && $word == -- ]]; then
      only_words=yes
    elif [[ ! $only_words && $word == -* ]]; then
      for each in "${values[@]}"; do
        [[ $each != "$word="* ]] || value=${each#*=}
      done
    elif [[ ! $command && $word == help ]]; then
      : # what follows is a command
    elif [[ " ${below[*]} " == *" $word "* ]]; then
      command+=${command:+ }$word
      _wavix2fa_after "$command"
    else
      nth=$((nth + 1))
    fi
  done
  [[ $cur != = ]] || cur=''
  if [[ $value ]]; then
    _wavix2fa_offer "$value" "$cur"
  elif [[ ! $only_words && $cur == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "${flags[*]}" -- "$cur")
  elif [[ ${below[*]} ]]; then
    mapfile -t COMPREPLY < <(compgen -W "${below[*]}" -- "$cur")
  else
    ((nth < ${#words[@]})) || [[ ${words[*]: -1} != *+ ]] || nth=$((${#words[@]} - 1))
    each=${words[nth]-}
    _wavix2fa_offer "${each%+}" "$cur"
  fi
}

complete -F _wavix2fa wavix2fa
)";

/// In single quotes for the shell; no name has any.
std::string word_for(const Placeholder& placeholder) {
  const std::string more = placeholder.repeated ? "+" : "";
  switch (placeholder.kind) {
  case Placeholder::Kind::choice:
    return fmt::format("'one-of:{}{}'", fmt::join(placeholder.choices, " "), more);
  case Placeholder::Kind::file: return "file" + more;
  case Placeholder::Kind::service: return "service" + more;
  case Placeholder::Kind::user: return "user" + more;
  case Placeholder::Kind::anything: break;
  }
  return "any" + more;
}

std::string list(const char* name, const std::vector<std::string>& words) {
  return fmt::format(" {}=({})", name, fmt::join(words, " "));
}

std::string line_for(const Completed& command) {
  std::vector<std::string> below, flags, values, words;
  for (const auto& each : command.below)
    below.push_back(each.name);
  for (const auto& flag : command.flags)
    for (const auto& name : flag.names) {
      flags.push_back(name);
      if (flag.takes_value) values.push_back(name + "=" + word_for(flag.value));
    }
  for (const auto& word : command.words)
    words.push_back(word_for(word));
  return fmt::format("  '{}'){}{}{}{} ;;\n", command.path, list("below", below), list("flags", flags),
                     list("values", values), list("words", words));
}

}  // namespace

std::string completion_for_bash(const std::vector<Completed>& table) {
  std::string text = head;
  text += "_wavix2fa_after() { # command: what may follow it\n  case $1 in\n";
  for (const auto& command : table)
    text += line_for(command);
  return text + "  esac\n}\n" + tail;
}

}  // namespace wavix::cli
