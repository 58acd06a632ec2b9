// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <chrono>

#include "base/rfc3339.hpp"
#include "guard/time.hpp"
#include "wavix/operations.hpp"

namespace wavix::cli {

/// When an event of Wavix happened beside a login that began and ended by our clock. Its lists tell whole
/// seconds, cut off: such an event is put behind what we know of the same second, which most often caused it,
/// yet before the login's end. Nothing where the time cannot be read.
inline std::optional<guard::WallTime> time_of(const api::Event& event, guard::WallTime ended) {
  using std::chrono::seconds;
  const auto told = from_rfc3339(event.created_at);
  if (!told || *told != std::chrono::floor<seconds>(*told)) return told;
  const auto latest = *told + guard::milliseconds(999);
  return *told <= ended ? std::min(latest, ended) : latest;
}

}  // namespace wavix::cli
