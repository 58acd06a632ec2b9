// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "verifier/audit.hpp"
#include "verifier/flow.hpp"
#include "verifier/host.hpp"
#include "verifier/log.hpp"

namespace wavix::verifier {

/// One login, from the module's first message to the last: its verdict told, its line written, nothing left
/// open at Wavix. Gives up by itself at the deadline.
void serve_login(Host host);

}  // namespace wavix::verifier
