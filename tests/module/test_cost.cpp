// SPDX-License-Identifier: BSD-3-Clause

// What it costs a host that has libpam to load the module.
#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

#include "check.hpp"
#include "host.hpp"

namespace {

/// The process's private dirty memory; touches no page that it has not touched before.
long private_dirty_kib() {
  static char text[4096];
  const int fd = ::open("/proc/self/smaps_rollup", O_RDONLY | O_CLOEXEC);
  const auto size = ::read(fd, text, sizeof text - 1);
  static_cast<void>(::close(fd));
  text[size > 0 ? size : 0] = '\0';
  const char* line = std::strstr(text, "Private_Dirty:");
  return line == nullptr ? -1 : std::strtol(line + std::strlen("Private_Dirty:"), nullptr, 10);
}

void loading_costs_less_than_100_kib() {
  CHECK(private_dirty_kib() > 0);
  const auto before = private_dirty_kib();
  void* module = ::dlopen(MODULE, RTLD_NOW);
  const auto cost = private_dirty_kib() - before;
  CHECK(module != nullptr);
  print_message("# loading the module: %ld KiB of private dirty memory\n", cost);
#ifndef __SANITIZE_ADDRESS__
  CHECK(cost < 100);
#endif
}

void unloading_takes_the_module_away() {
  void* module = ::dlopen(MODULE, RTLD_NOW | RTLD_NOLOAD);
  CHECK(module != nullptr);
  CHECK_EQ(::dlclose(module), 0);
  CHECK_EQ(::dlclose(module), 0);
  CHECK(::dlopen(MODULE, RTLD_NOW | RTLD_NOLOAD) == nullptr);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("loading costs less than 100 KiB", loading_costs_less_than_100_kib),
      TEST("unloading takes the module away", unloading_takes_the_module_away),
  };
  return cmocka_run_group_tests_name("module cost", tests, nullptr, nullptr);
}
