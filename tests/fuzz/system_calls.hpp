// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <string_view>

/// The system as the code under test sees it while an input runs: CLOCK_BOOTTIME is the input's, and calls
/// fail when it says so. What SQLite calls goes through SQLite's own door for tests, the rest through
/// functions in front of libc's.
namespace wavix::fuzz::system_calls {

/// No faults, and the clock at its beginning.
void reset();
void pass(std::int64_t milliseconds);

/// After `after` more calls, `times` of them fail with `error`. Nothing happens if the name is none of those
/// that can.
void plan_fault(std::string_view name, unsigned after, unsigned times, int error);
/// For as long as it lives no call fails: the test itself looks.
class Truce {
public:
  Truce();
  ~Truce();
  Truce(const Truce&) = delete;
  Truce& operator=(const Truce&) = delete;
  Truce(Truce&&) = delete;
  Truce& operator=(Truce&&) = delete;
};
/// Whether any call has failed since reset().
bool any_failed();

/// Whether something can be read from a descriptor, whatever is planned.
bool is_readable(int fd);

}  // namespace wavix::fuzz::system_calls
