#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# What pam_wavix2fa.so shows to the loader: usage: symbols.sh MODULE. Prints what differs.
set -u
export LC_ALL=C
module=$1
differs=0

one_line() { printf '%s' "$1" | tr '\n' ' '; }
same() { # what, expected, found
  [ "$2" = "$3" ] && return
  printf '%s:\n  expected: %s\n  found:    %s\n' "$1" "$(one_line "$2")" "$(one_line "$3")"
  differs=1
}
has() { # what, pattern, text
  printf '%s\n' "$3" | grep -Eq -- "$2" && return
  printf '%s: no line has «%s»\n' "$1" "$2"
  differs=1
}
lacks() {
  printf '%s\n' "$3" | grep -E -- "$2" || return
  printf '%s: the lines above have «%s»\n' "$1" "$2"
  differs=1
}

dynamic=$(readelf -Wd "$module") && segments=$(readelf -Wl "$module") && symbols=$(readelf -Ws "$module") &&
  defined=$(nm -D --defined-only "$module") || exit 2

same 'exported symbols' 'pam_sm_acct_mgmt
pam_sm_authenticate
pam_sm_chauthtok
pam_sm_close_session
pam_sm_open_session
pam_sm_setcred' "$(printf '%s\n' "$defined" | awk '{ print $NF }' | sort)"
same 'libraries' 'libc.so.6
libpam.so.0' "$(printf '%s\n' "$dynamic" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | sort)"
has 'binding' 'BIND_NOW|FLAGS_1.*NOW' "$dynamic"
has 'relocations' 'GNU_RELRO' "$segments"
has 'stack' 'GNU_STACK.* RW ' "$segments"
lacks 'relocations' 'TEXTREL' "$dynamic"
lacks 'search path' 'RPATH|RUNPATH' "$dynamic"
lacks 'segments' 'LOAD.* RWE ' "$segments"
lacks 'unique symbols' ' UNIQUE ' "$symbols"
lacks 'vague symbols' ' [uVvWw] ' "$defined"
lacks 'thread-local memory' '^ *TLS ' "$segments"
exit $differs
