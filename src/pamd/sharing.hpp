// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <vector>

#include "pamd/stack.hpp"
#include "pamd/tree.hpp"

namespace wavix::pamd {

/// The other services that are asked for a code because they include the file in which the module's line
/// stands. None if it stands in the service's own file, or if its services= names nobody else.
std::vector<std::string> also_asked(const Tree& tree, const Stack& stack);

}  // namespace wavix::pamd
