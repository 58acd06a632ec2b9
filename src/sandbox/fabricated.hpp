// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "base/expected.hpp"
#include "sandbox/session.hpp"

namespace wavix::sandbox {

/// Verifications that were never asked for and stand in the list alone, so that it can be as long as one
/// likes. They are made while they are sent, and always the same.
struct Fabricated {
  std::size_t count = 0;
  std::chrono::sys_days from, to;  ///< over these days, both included, they are spread evenly
  std::size_t first = 0;           ///< of `count`, those from here to before `last` are meant
  std::size_t last = 0;

  [[nodiscard]] bool empty() const noexcept { return first >= last; }
  [[nodiscard]] Session at(std::size_t index, const std::string& service_id) const;
  /// Those of some days, both included.
  [[nodiscard]] Fabricated within(std::chrono::sys_days first_day, std::chrono::sys_days last_day) const;

private:
  [[nodiscard]] Time created(std::size_t index) const;
};

/// By a JSON object {"count":N,"from":DAY,"to":DAY}; the days are `today` where they are not told.
Expected<Fabricated, std::string> fabricated_from_json(const std::string& body, std::chrono::sys_days today);

}  // namespace wavix::sandbox
