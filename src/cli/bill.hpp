// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "cli/command.hpp"
#include "cli/progress.hpp"
#include "config/config.hpp"
#include "figures/figures.hpp"

namespace wavix::cli {

/// Adds to `figures`, which are settled, what Wavix lists for the days, and then what the events say of the
/// verifications that were not verified. Fails where there is no whole list; of events, what can be had is
/// taken, and figures::Delivery tells how many that were.
Outcome add_bill(const config::Config& config, const Days& days, figures::Figures& figures,
                 Progress& progress);

}  // namespace wavix::cli
