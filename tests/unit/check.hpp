// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdio>
#include <exception>
#include <sstream>
#include <stdexcept>
#include <string>

// clang-format off: cmocka.h (1.1.5) wants these before it, and is C
#include <csetjmp>
#include <cstdarg>
#include <cstddef>
#include <cstdint>
extern "C" {
#include <cmocka.h>
}
// clang-format on
#undef fail  // the standard library's streams have a member of that name

namespace wavix::test {

/// cmocka fails by longjmp(), which skips destructors: bodies throw, and only this frame, which owns nothing,
/// jumps.
template <void (*Body)()>
void guarded(void**) {
  static char why[2048];
  try {
    Body();
    return;
  } catch (const std::exception& error) {
    static_cast<void>(std::snprintf(why, sizeof why, "%s", error.what()));
  } catch (...) {
    static_cast<void>(std::snprintf(why, sizeof why, "exception of unknown type"));
  }
  print_error("%s\n", why);
  _fail(__FILE__, __LINE__);
}

[[noreturn]] inline void failed(const char* file, int line, const std::string& what) {
  throw std::logic_error(std::string(file) + ":" + std::to_string(line) + ": " + what);
}

template <typename Actual, typename Expected>
void check_equal(const char* file, int line, const char* what, const Actual& actual,
                 const Expected& expected) {
  if (actual == expected) return;
  std::ostringstream text;
  text << what << " is «" << actual << "», not «" << expected << "»";
  failed(file, line, text.str());
}

}  // namespace wavix::test

#define CHECK(condition)                                                                                     \
  do {                                                                                                       \
    if (!(condition)) ::wavix::test::failed(__FILE__, __LINE__, #condition);                                 \
  } while (0)

#define CHECK_EQ(actual, expected) ::wavix::test::check_equal(__FILE__, __LINE__, #actual, actual, expected)

/// A test whose name is a sentence about behaviour.
#define TEST(sentence, body)                                                                                 \
  { sentence, ::wavix::test::guarded<body>, nullptr, nullptr, nullptr }
