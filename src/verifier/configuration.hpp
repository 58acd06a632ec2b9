// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <vector>

#include "base/expected.hpp"
#include "config/load.hpp"
#include "verifier/end.hpp"
#include "verifier/host.hpp"

namespace wavix::verifier {

/// What the module's arguments say of the configuration: conf=FILE, and everything that is not `debug`. The
/// views are of `arguments`.
Expected<config::Arguments, End> config_arguments(const std::vector<std::string>& arguments);

/// The configuration that holds for the login, or the end of it: all that is wrong goes to the log.
Expected<config::Loaded, End> load_configuration(const Request& request);

}  // namespace wavix::verifier
