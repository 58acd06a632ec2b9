// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

namespace wavix::test {

/// The process's private dirty memory; touches no page that it has not touched before.
inline long private_dirty_kib() {
  static char text[4096];
  const int fd = ::open("/proc/self/smaps_rollup", O_RDONLY | O_CLOEXEC);
  const auto size = ::read(fd, text, sizeof text - 1);
  static_cast<void>(::close(fd));
  text[size > 0 ? size : 0] = '\0';
  const char* line = std::strstr(text, "Private_Dirty:");
  return line == nullptr ? -1 : std::strtol(line + std::strlen("Private_Dirty:"), nullptr, 10);
}

}  // namespace wavix::test
