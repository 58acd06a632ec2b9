// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "verifier/host.hpp"

namespace wavix::verifier {

/// One login, from the module's first message to the last: its line written, its verdict told, nothing left
/// open at Wavix. Gives up by itself at the deadline.
void serve_login(Host host);

}  // namespace wavix::verifier
