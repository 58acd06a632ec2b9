// SPDX-License-Identifier: BSD-3-Clause
#include "cli/time.hpp"

#include <fmt/chrono.h>

namespace wavix::cli {
namespace {

std::time_t seconds_of(guard::WallTime time) {
  return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

}  // namespace

std::string for_people(guard::WallTime time) {
  return fmt::format("{:%Y-%m-%d %H:%M}", fmt::localtime(seconds_of(time)));
}

std::string to_the_second(guard::WallTime time) {
  return fmt::format("{:%Y-%m-%d %H:%M:%S}", fmt::localtime(seconds_of(time)));
}

std::string for_programs(guard::WallTime time) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(seconds_of(time)));
}

std::string to_the_millisecond(guard::WallTime time) {
  const auto second = std::chrono::floor<std::chrono::seconds>(time);
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(seconds_of(time)), (time - second).count());
}

std::string for_people(guard::milliseconds duration) {
  const auto minutes = std::chrono::ceil<std::chrono::minutes>(duration).count();
  if (minutes < 60) return fmt::format("{}m", minutes);
  if (minutes % 60 == 0) return fmt::format("{}h", minutes / 60);
  return fmt::format("{}h {}m", minutes / 60, minutes % 60);
}

}  // namespace wavix::cli
