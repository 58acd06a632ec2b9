// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string_view>
#include <vector>

#include "pamd/stack.hpp"

namespace wavix::pamd {

/// What a line does for the question of who gets in.
enum class Role {
  ours,
  first_factor,  ///< proves who it is: a password, a key, a ticket; and every module that is not known here
  other_factor,  ///< a second factor of somebody else's
  condition,     ///< passes for some: their group, address, time
  helper,        ///< the same for everybody
  fails,         ///< a line that libpam does not understand
};

Role role_of(const Entry& entry);

/// The results that the line may have at a login to `service`: what its module can tell apart. pam_rootok is
/// taken to fail where the caller of the service may be root or not, as with su: that root is asked nothing
/// is wanted.
std::vector<int> results_of(const Entry& entry, std::string_view service);

/// Whether the line says "services=" and leaves the service out.
bool leaves_out(const Entry& entry, std::string_view service);

}  // namespace wavix::pamd
