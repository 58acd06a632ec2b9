// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

#include "figures/report.hpp"

namespace wavix::cli {

/// For programs, in one line.
std::string as_json(const figures::Report& report);
/// For a terminal: what it comes to, then the tables.
std::string as_text(const figures::Report& report);

}  // namespace wavix::cli
