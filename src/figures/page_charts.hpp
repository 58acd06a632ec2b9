// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

#include "figures/report.hpp"

namespace wavix::figures {

/// The charts of the page, each in a <figure>.
std::string charts_of(const Report& report);

/// "22 Nov"
std::string short_day(Day day);

}  // namespace wavix::figures
