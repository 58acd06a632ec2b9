// SPDX-License-Identifier: BSD-3-Clause

// Linked into the verifier of a sanitizer build alone: it starts with an empty environment and without
// stderr, so this is where it learns to leave its complaints in a file, which machine.py looks for; and to
// look for leaks, as it ends without exit handlers.
#include <sanitizer/lsan_interface.h>

#include <cstdlib>

namespace {

[[maybe_unused]] const int registered = std::at_quick_exit(__lsan_do_leak_check);

}  // namespace

extern "C" {
// NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp): the sanitizers' interface
#define SEEN_BY_THE_RUNTIME __attribute__((visibility("default")))
SEEN_BY_THE_RUNTIME const char* __asan_default_options();
SEEN_BY_THE_RUNTIME const char* __ubsan_default_options();
#undef SEEN_BY_THE_RUNTIME

const char* __asan_default_options() { return "log_path=/tmp/sanitizer:detect_stack_use_after_return=1"; }
const char* __ubsan_default_options() { return "log_path=/tmp/sanitizer:print_stacktrace=1:halt_on_error=1"; }
// NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp)
}
