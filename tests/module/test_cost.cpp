// SPDX-License-Identifier: BSD-3-Clause

// What it costs a host that has libpam to load the module.
#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <cstring>

#include "check.hpp"
#include "host.hpp"

namespace {

using namespace wavix::test;

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

/// The median of authentications by a verifier that ends at once.
double start_ms() {
  Login login;
  login.verifier = "/bin/true";
  Host host(login);
  std::array<double, 51> taken{};
  for (auto& one : taken) {
    const auto before = std::chrono::steady_clock::now();
    CHECK_EQ(host.authenticate(), PAM_SYSTEM_ERR);
    one = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - before).count();
  }
  std::sort(taken.begin(), taken.end());
  return taken[taken.size() / 2];
}

// fork(2) takes some 7 ms there.
void a_large_host_starts_the_verifier_as_fast_as_a_small_one() {
  const auto small = start_ms();
  std::vector<char> memory(200'000'000, 'x');
  const auto large = start_ms();
  CHECK(memory.back() == 'x');
  print_message("# starting and ending a program: %.2f ms; from a host of 200 MB: %.2f ms\n", small, large);
#ifndef __SANITIZE_ADDRESS__
  CHECK(large < 2 * small + 2);
#endif
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("loading costs less than 100 KiB", loading_costs_less_than_100_kib),
      TEST("unloading takes the module away", unloading_takes_the_module_away),
      TEST("a large host starts the verifier as fast as a small one",
           a_large_host_starts_the_verifier_as_fast_as_a_small_one),
  };
  return cmocka_run_group_tests_name("module cost", tests, nullptr, nullptr);
}
