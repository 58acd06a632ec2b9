// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "config/config.hpp"
#include "verifier/flow.hpp"

namespace wavix::verifier {

/// What [outage] wants when Wavix cannot be asked for this cause. The one table of causes: whatever is no
/// outage (a key that is not taken, a request that is rejected, an answer that makes no sense) denies.
OutageAction outage_action(const config::Config& config, api::Cause cause);

}  // namespace wavix::verifier
