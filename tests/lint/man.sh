#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# The man pages, held against the code: usage: man.sh SANDBOX CLI PAGE…, the built programs and pages. Prints what differs.
set -u
export LC_ALL=C.UTF-8
command -v man >/dev/null || { echo 'man.sh: there is no man; run make deps'; exit 77; }
source=$(cd "$(dirname "$0")/../.." && pwd) || exit 2
sandbox=$1
cli=$2
shift 2
differs=0

say() {
  printf '%s\n' "$*"
  differs=1
}
as_text() { MANWIDTH=1000 man -E UTF-8 -l "$1" 2>/dev/null | sed 's/.\x08//g'; } # words are never hyphenated
headings() { sed -n 's/^\.SH //p' "$1" | tr -d '"'; }
mentioned() { # page, what, words: one a line, all of which the page must have
  [ -n "$3" ] || say "man.sh: $2: none was found in the code"
  text=$(as_text "$1")
  while IFS= read -r word; do
    ends='([^[:alnum:]_-]|$)'
    case $word in *=) ends= ;; esac
    printf '%s\n' "$text" | grep -qE -- "(^|[^[:alnum:]_-])$word$ends" ||
      say "$(basename "$1"): $2 $word is not mentioned"
  done <<WORDS
$3
WORDS
}
options_of() { grep -oE '^ +(-[a-z],)?--[a-z-]+' | grep -oE -- '--[a-z-]+'; } # of --help
helps_of() { # COMMAND…: its --help, and those of the commands below it
  help=$("$cli" "$@" --help)
  printf '%s\n' "$help"
  for below in $(printf '%s\n' "$help" | sed -n 's/^  \([a-z][a-z-]*\) .*/\1/p'); do
    (helps_of "$@" "$below")
  done
}
commands_of() { # the word or two of each command, by the lines of their usage; not those that only begin others
  grep -E '^Usage: wavix2fa [a-z]+' | grep -v ' COMMAND$' | sed -E 's/^Usage: wavix2fa ([a-z-]+( [a-z-]+)?).*/\1/' | sort -u
}
section_of() { # HEADING, of the page as text
  sed -n "/^$1\$/,/^[A-Z]/p" | sed '1d'
}
same_commands() { # page, program's: those of SYNOPSIS are the same, and each stands over a paragraph of COMMANDS
  text=$(as_text "$1")
  in_synopsis=$(printf '%s\n' "$text" | section_of SYNOPSIS |
    sed -nE 's/^ +wavix2fa ([a-z-]+)( [a-z][a-z-]*)?( .*)?$/\1\2/p' | sort -u)
  headings=$(printf '%s\n' "$text" | section_of COMMANDS | sed -nE 's/^ {7}([a-z].*)$/\1/p')
  while IFS= read -r command; do
    printf '%s\n' "$in_synopsis" | grep -qFx -- "$command" || say "wavix2fa.8: SYNOPSIS lacks $command"
    printf '%s\n' "$headings" | grep -qE -- "^$command( |\$)" || say "wavix2fa.8: COMMANDS lacks $command"
  done <<COMMANDS
$2
COMMANDS
  while IFS= read -r command; do
    printf '%s\n' "$2" | grep -qFx -- "$command" || say "wavix2fa.8: SYNOPSIS has $command, which wavix2fa does not know"
  done <<COMMANDS
$in_synopsis
COMMANDS
}
between_quotes() { sed 's/[^"]*"//; s/".*//'; }

order='NAME
SYNOPSIS
DESCRIPTION
OPTIONS
MODULE TYPES PROVIDED
RETURN VALUES
SECURITY
EXIT STATUS
FILES
EXAMPLES
SEE ALSO'
for page; do
  warnings=$(MANROFFSEQ='' MANWIDTH=80 man --warnings -E UTF-8 -l -Tutf8 -Z "$page" 2>&1 >/dev/null)
  [ -z "$warnings" ] || say "$(basename "$page"): $warnings"
  known=$(headings "$page" | grep -Fx -e "$order")
  sorted=$(printf '%s\n' "$order" | grep -Fx -e "$known")
  [ "$known" = "$sorted" ] || say "$(basename "$page"): the sections are in another order: $known"
  for section in NAME SYNOPSIS DESCRIPTION EXAMPLES 'SEE ALSO'; do
    printf '%s\n' "$known" | grep -qFx "$section" || say "$(basename "$page"): there is no section $section"
  done

  case $page in
  */pam_wavix2fa.8)
    for section in OPTIONS 'MODULE TYPES PROVIDED' 'RETURN VALUES' SECURITY FILES; do
      printf '%s\n' "$known" | grep -qFx "$section" || say "pam_wavix2fa.8: there is no section $section"
    done
    mentioned "$page" 'the verdict' \
      "$(grep 'case Verdict::.*return "' "$source/src/protocol/verdict.hpp" | between_quotes)"
    mentioned "$page" 'the code' "$(grep -oE '\(PAM_[A-Z_]+\)' "$source/src/protocol/pam_code.hpp" | tr -d '()' | sort -u)"
    mentioned "$page" 'the argument' "$(grep -hoE '(value_of\(argv\[i\], |starts_with\(|text != )"[a-z]+=?"' \
      "$source/src/module/arguments.cpp" "$source/src/verifier/configuration.cpp" | between_quotes)"
    mentioned "$page" "the log's key" "$(grep -oE 'add\("[a-z]+"' "$source/src/verifier/audit.cpp" | between_quotes)"
    mentioned "$page" 'the cause' "$(grep -oE 'return "[a-z_]+"' "$source/src/wavix/failure.cpp" | between_quotes | sort -u)"
    ;;
  */wavix2fa-sandbox.8)
    mentioned "$page" 'the option' "$("$sandbox" --help | options_of)"
    ;;
  */wavix2fa.8)
    mentioned "$page" 'the option' "$(helps_of | options_of | sort -u)"
    same_commands "$page" "$(helps_of | commands_of)"
    ;;
  esac
done
exit $differs
