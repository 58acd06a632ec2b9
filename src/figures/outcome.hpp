// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "guard/outcome.hpp"

namespace wavix::figures {

using Outcome = guard::LoginOutcome;
using guard::index_of;

/// "denied: the user has no phone"
const char* explanation(Outcome outcome);

/// Wavix could not be asked, whatever became of the login.
bool met_an_outage(const guard::LoginRecord& login);

}  // namespace wavix::figures
