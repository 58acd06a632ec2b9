// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <vector>

#include "cli/json.hpp"
#include "cli/paint.hpp"
#include "wavix/operations.hpp"

/// Wavix's events as commands show them.
namespace wavix::cli {

Paint paint_of(api::Event::Status status);

/// [{"created_at":…,"event":…,"status":…,"charge":…,"error":…}…], each as it came; null where nothing did.
Json json_of(const std::vector<api::Event>& events);

}  // namespace wavix::cli
