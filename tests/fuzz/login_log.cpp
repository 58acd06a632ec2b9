// SPDX-License-Identifier: BSD-3-Clause
#include "login_log.hpp"

#include <array>
#include <cstdarg>
#include <cstdio>

namespace wavix::fuzz {
namespace {

std::string all;

__attribute__((format(printf, 1, 0))) void add(const char* format, va_list arguments) {
  std::array<char, 4096> line{};
  static_cast<void>(std::vsnprintf(line.data(), line.size(), format, arguments));
  all += line.data();
  all += '\n';
}

}  // namespace

void forget_log() { all.clear(); }
const std::string& logged() { return all; }

}  // namespace wavix::fuzz

// In front of libc's; the second is what the first is with _FORTIFY_SOURCE.
extern "C" {
// NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp): libc's interface
#define IN_FRONT __attribute__((visibility("default")))
IN_FRONT __attribute__((format(printf, 2, 3))) void syslog(int priority, const char* format, ...);
IN_FRONT __attribute__((format(printf, 3, 4))) void __syslog_chk(int priority, int flag, const char* format,
                                                                 ...);

void syslog(int /*priority*/, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  wavix::fuzz::add(format, arguments);
  va_end(arguments);
}

void __syslog_chk(int /*priority*/, int /*flag*/, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  wavix::fuzz::add(format, arguments);
  va_end(arguments);
}
// NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp)
}
