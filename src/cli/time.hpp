// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

#include "guard/time.hpp"

namespace wavix::cli {

/// For people, in the machine's zone: "2026-11-22 18:02".
std::string for_people(guard::WallTime time);
/// For people who look closely: "2026-11-22 18:02:11".
std::string to_the_second(guard::WallTime time);
/// For programs: "2026-11-22T17:02:11Z" (RFC 3339).
std::string for_programs(guard::WallTime time);
/// For programs that look closely: "2026-11-22T17:02:11.123Z" (RFC 3339).
std::string to_the_millisecond(guard::WallTime time);
/// For people: "1h 20m"; a minute that has begun counts.
std::string for_people(guard::milliseconds duration);

}  // namespace wavix::cli
