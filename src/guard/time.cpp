// SPDX-License-Identifier: BSD-3-Clause
#include "guard/time.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <ctime>

#include "base/fd.hpp"
#include "base/text.hpp"

namespace wavix::guard {
namespace {

constexpr const char* boot_id_file = "/proc/sys/kernel/random/boot_id";

milliseconds read_clock(clockid_t clock) {
  timespec time{};
  static_cast<void>(::clock_gettime(clock, &time));  // cannot fail for a clock of the kernel's own
  return std::chrono::seconds(time.tv_sec) + milliseconds(time.tv_nsec / 1000000);
}

}  // namespace

Expected<Reading, std::string> machine_clock() {
  const Fd file(::open(boot_id_file, O_RDONLY | O_CLOEXEC));
  std::array<char, 64> text{};
  const auto got = file ? ::read(file.get(), text.data(), text.size()) : -1;
  if (got <= 0) return unexpected(std::string(boot_id_file) + " cannot be read; is /proc mounted?");
  return Reading{read_clock(CLOCK_BOOTTIME), WallTime(read_clock(CLOCK_REALTIME)),
                 std::string(trimmed({text.data(), static_cast<std::size_t>(got)}))};
}

Mark advanced(const Mark& last, const Reading& reading) {
  const bool same_boot = last.boot == reading.boot;
  const auto passed = same_boot ? reading.up - last.up : reading.wall - last.highest_wall;
  return {last.instant + std::max(passed, milliseconds{0}),
          same_boot ? std::max(last.up, reading.up) : reading.up, std::max(last.highest_wall, reading.wall),
          reading.boot};
}

}  // namespace wavix::guard
