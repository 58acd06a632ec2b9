// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

#include "figures/report.hpp"

namespace wavix::figures {

/// What stands around the numbers.
struct PageFacts {
  std::string host;
  std::string made;     ///< "2026-11-30 18:02 CET"
  std::string version;  ///< of this program
};

/// The report as one page of HTML that asks no network for anything and runs no script: for a manager's
/// browser, in the dark and in the light, on a phone and on paper. Each number that `report --json` has
/// stands in an element whose data-at is its JSON pointer (RFC 6901).
std::string page(const Report& report, const PageFacts& facts);

}  // namespace wavix::figures
