// SPDX-License-Identifier: BSD-3-Clause

// What it costs a host that has libpam to load the module, and to have it start the verifier.
#include <dlfcn.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.hpp"
#include "host.hpp"
#include "private_dirty.hpp"

namespace {

using namespace wavix::test;

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

/// Memory of the host's, and how many of its pages the kernel has to copy, or look at again, when it is
/// written next.
class Pages {
public:
  Pages() : memory_(::mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)) {
    CHECK(memory_ != MAP_FAILED);
    CHECK_EQ(::madvise(memory_, size_, MADV_NOHUGEPAGE), 0);
    static_cast<void>(faults());
  }
  ~Pages() { ::munmap(memory_, size_); }
  Pages(const Pages&) = delete;
  Pages& operator=(const Pages&) = delete;

  [[nodiscard]] long faults() const {
    const auto before = minor_faults();
    auto* const bytes = static_cast<volatile char*>(memory_);
    for (std::size_t at = 0; at < size_; at += page_)
      bytes[at] = 'x';
    return minor_faults() - before;
  }

  static constexpr long count = 2000;

private:
  static long minor_faults() {
    rusage used{};
    CHECK_EQ(::getrusage(RUSAGE_SELF, &used), 0);
    return used.ru_minflt;
  }
  std::size_t page_ = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)), size_ = count * page_;
  void* memory_;
};

void starting_the_verifier_copies_no_page_of_the_host() {
  const Pages pages;
  const auto forked = ::fork();
  if (forked == 0) ::_exit(0);
  CHECK_EQ(::waitpid(forked, nullptr, 0), forked);
  CHECK(pages.faults() >= Pages::count);  // what a program pays whose helper is started by fork(2)
  Login login;
  login.verifier = "/bin/true";
  Host host(login);
  CHECK_EQ(host.authenticate(), PAM_SYSTEM_ERR);
  const auto faults = pages.faults();
  print_message("# pages touched anew after a start: %ld of %ld\n", faults, Pages::count);
  CHECK(faults < Pages::count / 10);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("loading costs less than 100 KiB", loading_costs_less_than_100_kib),
      TEST("unloading takes the module away", unloading_takes_the_module_away),
      TEST("starting the verifier copies no page of the host",
           starting_the_verifier_copies_no_page_of_the_host),
  };
  return cmocka_run_group_tests_name("module cost", tests, nullptr, nullptr);
}
