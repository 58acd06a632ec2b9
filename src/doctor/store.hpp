// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "config/config.hpp"
#include "doctor/finding.hpp"

namespace wavix::doctor {

/// The store: whether it can be written, what it holds, who is locked out, and whether break-glass or the
/// breaker is on. Makes nothing: a store that is missing is what a new machine has.
Findings examine_store(const config::Config& config);

}  // namespace wavix::doctor
