// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

#include "doctor/finding.hpp"

namespace wavix::cli {

/// How many are problems.
std::size_t problems_in(const doctor::Findings& findings);

/// For people: a line for each, and below what is wrong the line to change and the mend; the last line
/// counts.
std::string report_for_people(const doctor::Findings& findings);

/// For programs: one line of JSON.
std::string report_for_programs(const doctor::Findings& findings);

}  // namespace wavix::cli
