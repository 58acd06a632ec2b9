#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# tests/LESSONS.md, held against the tests: each that it names is there. Prints what is not.
set -u
export LC_ALL=C.UTF-8
cd "$(dirname "$0")/../.." || exit 2
reports=$(mktemp) || exit 2
trap 'rm -f "$reports"' EXIT

# `FILE` *sentence* for a test of C++, `FILE` function_without_test_ for one of Python.
# shellcheck disable=SC2016 # the backquotes are the page's
named=$(grep -oE '`tests/[a-z_/]+\.(cpp|py)`( \*[^*]+\*| [a-z_0-9]{10,})?' tests/LESSONS.md)
[ -n "$named" ] || echo 'tests/LESSONS.md names no test' >"$reports"
printf '%s\n' "$named" | while IFS= read -r row; do
  file=$(printf '%s' "$row" | cut -d'`' -f2)
  name=$(printf '%s' "$row" | cut -d'`' -f3 | sed 's/^ //; s/\*//g')
  [ -f "$file" ] || { echo "$file: is not there" >>"$reports"; continue; }
  case $file in
  *.py) [ -z "$name" ] || grep -qE "def test_$name\(" "$file" || echo "$file: has no test $name" >>"$reports" ;;
  # The sentence may go on in the next line of the source.
  *) [ -z "$name" ] || tr -s '\n ' '  ' <"$file" | sed 's/" "//g' | grep -qF "\"$name\"" || echo "$file: has no test \"$name\"" >>"$reports" ;;
  esac
done
cat "$reports"
[ ! -s "$reports" ]
