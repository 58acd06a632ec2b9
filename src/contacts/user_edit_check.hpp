// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>

#include "contacts/user_edit.hpp"

namespace wavix::contacts {

/// Why `after` is not `before`, which has no problems, with these changes, as a login reads both; empty: it
/// is.
std::string problem_of_edit(std::string_view before, std::string_view after, const UserChanges& changes);

}  // namespace wavix::contacts
