// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <vector>

#include "config/config.hpp"
#include "config/origin.hpp"

namespace wavix::config {

/// What is wrong although each value alone is right: what is missing, and what contradicts another. `path` is
/// the file, for what was given nowhere.
std::vector<Problem> contradictions(const Config& config, const Origins& origins, const std::string& path);

}  // namespace wavix::config
