// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

namespace wavix::cli {

/// The name that the guard knows `given` by (own_name()). What is odd about it is said on standard error, and
/// is no reason to stop: an account may be in a directory that is away, or be made tomorrow.
std::string known_name(const std::string& given);

}  // namespace wavix::cli
