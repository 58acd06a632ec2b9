// SPDX-License-Identifier: BSD-3-Clause

// Linked into the verifier of a sanitizer build alone: it starts with an empty environment and without
// stderr, so this is where it learns to leave its complaints in a file, which machine.py looks for.
extern "C" {
// NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp): the sanitizers' interface
const char* __asan_default_options();
const char* __ubsan_default_options();

const char* __asan_default_options() { return "log_path=/tmp/sanitizer"; }
const char* __ubsan_default_options() { return "log_path=/tmp/sanitizer:print_stacktrace=1:halt_on_error=1"; }
// NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp)
}
