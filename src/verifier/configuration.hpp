// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "base/expected.hpp"
#include "config/load.hpp"
#include "verifier/end.hpp"
#include "verifier/host.hpp"

namespace wavix::verifier {

/// The configuration that holds for the login, or the end of it: all that is wrong goes to the log.
Expected<config::Loaded, End> load_configuration(const Request& request);

}  // namespace wavix::verifier
