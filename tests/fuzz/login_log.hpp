// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

/// What the process wrote to syslog(3).
namespace wavix::fuzz {

void forget_log();
const std::string& logged();

}  // namespace wavix::fuzz
