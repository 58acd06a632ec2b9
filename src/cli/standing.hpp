// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/session.hpp"
#include "figures/report.hpp"
#include "guard/break_glass.hpp"
#include "guard/limits.hpp"
#include "guard/overview.hpp"
#include "guard/record.hpp"

namespace wavix::cli {

struct Locked {
  std::string user;
  guard::WallTime until;
};

/// How things stand now, by what is remembered: no network is asked.
struct Standing {
  std::optional<guard::BreakGlass> break_glass;
  std::optional<std::string> breaker_open;  ///< the cause, "timeout"; nothing: Wavix is asked
  std::vector<Locked> locked;
  std::vector<guard::Used> totals;  ///< limits.sends_total
  guard::Overview store;
  std::optional<guard::LoginRecord> last;  ///< login
};
Expected<Standing, Failure> standing(Session& session);

/// Of the last 24 hours.
Expected<figures::Row, Failure> last_day(guard::Store& store);

}  // namespace wavix::cli
