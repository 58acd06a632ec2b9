// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <vector>

#include "sandbox/fault.hpp"

namespace wavix::sandbox {

/// `body` after all the edits. Those of members need a JSON object, and leave anything else as it is.
std::string edited(std::string body, const std::vector<Edit>& edits);

}  // namespace wavix::sandbox
