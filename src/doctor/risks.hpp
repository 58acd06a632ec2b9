// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>

#include "config/load.hpp"
#include "doctor/finding.hpp"

namespace wavix::doctor {

/// What a configuration allows that is legal and yet rarely meant: everybody exempt, nobody asked, no limit.
/// `text`: the file's, for its lines. `service`: whose configuration it is; empty: for none in particular.
Findings risks(const config::Loaded& loaded, const std::string& text, std::string_view service);

}  // namespace wavix::doctor
