#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# The rules of the house that a machine can see (CONTRIBUTING.md). Prints what breaks them.
set -u
export LC_ALL=C
cd "$(dirname "$0")/../.." || exit 2
reports=$(mktemp) || exit 2
trap 'rm -f "$reports"' EXIT

# Its input, if any, under a heading. In a file: at the end of a pipe a variable would be lost.
report() {
  found=$(cat)
  [ -z "$found" ] || printf '%s:\n%s\n\n' "$1" "$found" >>"$reports"
}
sources() { find src tests -name '*.cpp' -o -name '*.hpp' | sort; }
without_comments() { # FILE: its lines with numbers, comments and string contents emptied
  sed -E 's/"([^"\\]|\\.)*"/""/g; s://.*$::' "$1" | grep -nE "$2" | sed "s|^|$1:|"
}

for file in $(sources | grep '^src/'); do
  without_comments "$file" '\b(sprintf|strcpy|strcat|strtok|strtol|strtoul|atoi|atol|sscanf|gets|system|popen|getenv|secure_getenv|setlocale|openlog|umask|regex|iostream|INIReader|auto_ptr|goto)\b'
done |
  grep -vE '^src/(verifier|cli)/log\.cpp:.*openlog|^src/protocol/detached\.cpp:.*umask|^src/cli/paint\.cpp:.*getenv' |
  report 'Calls that the house does not use'

for file in $(sources | grep '^src/' | grep -v '^src/base/'); do
  without_comments "$file" '[^_a-z](free|close|json_object_put|curl_easy_cleanup|curl_slist_free_all)\('
done |
  grep -vE '^src/(module/relay|protocol/detached)\.cpp:|^src/wavix/curl_global\.cpp:|^src/sandbox/' |
  report 'Handles freed by hand instead of by their owner (base/handle.hpp, base/fd.hpp)'

grep -nE '(throw|try|catch|dynamic_cast|typeid|std::string\b|std::vector|new )' src/module/*.cpp src/protocol/*.cpp src/module/*.hpp \
  src/protocol/*.hpp | sed -E 's://.*$::' | grep -E ':[0-9]+:.*(\bthrow\b|\btry\b|\bcatch\b|std::string\b[^_]|std::vector|\bnew )' |
  report 'In the door: exceptions or the heap'

grep -nE 'ifn?def .*(TEST|FUZZ)' -r src | report 'Code that is not the code that ships'

# Arrows point down: who may include whom.
arrows() { # PART ALLOWED…
  part=$1
  shift
  allowed="$part $*"
  grep -HnE '^#include "[a-z]+/' src/"$part"/*.?pp 2>/dev/null | while IFS= read -r line; do
    to=$(printf '%s' "$line" | sed -E 's/.*#include "([a-z]+)\/.*/\1/')
    case " $allowed " in *" $to "*) ;; *) printf '%s\n' "$line" ;; esac
  done
}
{
  arrows base
  arrows protocol base
  arrows module base protocol
  arrows config base
  arrows contacts base
  arrows guard base
  arrows wavix base
  arrows policy base
  arrows pamd base
  arrows sandbox base
  arrows verifier base protocol config contacts guard wavix policy
  arrows figures base guard wavix
  arrows doctor base config contacts policy guard wavix pamd protocol verifier
  arrows cli base config contacts policy guard wavix pamd protocol verifier figures doctor
} | report 'Includes that point up or aside'
grep -nE '#include "base/' src/module/*.?pp src/protocol/*.?pp | grep -v '"base/fd.hpp"' | report 'In the door: more of base than a descriptor'

sources | xargs wc -l | awk '$2 != "total" && $1 > 250 && $2 ~ /^src/' | report 'Source files over 250 lines'
for file in $(sources; find tests .ci -name '*.py' -o -name '*.sh') meson.build Makefile; do
  head -n 3 "$file" | grep -q 'SPDX-License-Identifier: BSD-3-Clause' || echo "$file"
done | report 'Files without a licence line'
sources | xargs grep -LE '^#pragma once' | grep 'hpp$' | report 'Headers without #pragma once'
git ls-files -z -- ':!tests/fuzz/corpus' 2>/dev/null | xargs -0 grep -nIE '[[:blank:]]+$' -- 2>/dev/null | grep -vE '\.scd:|^LICENSE' | report 'White space at the end of a line'
awk '/^```/ { code = !code } !code && !/^\|/ && !/\+\+$/ { print FILENAME ":" FNR ":" $0 }' ./*.md src/*/*.md tests/*.md tests/*/*.md \
  man/*.scd | grep -E '^[^:]*:[0-9]+:.{125,}' | report 'Prose of over 124 columns'
awk '/^\*/ && !/\+\+$/ && before ~ /^\t/ { print FILENAME ":" FNR ": " $0 } { before = $0 }' man/*.scd |
  report 'Headings of manuals without an empty line before them'

command -v clang-format >/dev/null && { sources | xargs clang-format --dry-run 2>&1 | grep 'warning:' | report 'Not formatted (clang-format -i)'; }
command -v shellcheck >/dev/null && { shellcheck conf/install-configuration tests/dependencies tests/lint/*.sh tests/lint/tidy .ci/run 2>&1 | report 'shellcheck'; }
cat "$reports"
[ ! -s "$reports" ]
