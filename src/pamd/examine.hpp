// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <vector>

#include "pamd/finding.hpp"
#include "pamd/tree.hpp"

namespace wavix::pamd {

/// What is wrong with how a service's auth stack uses pam_wavix2fa.so, the gravest first; nothing for a
/// healthy one. By walking every way through the stack as libpam would, not by what lines look like. A
/// service that does not use the module has the one note "absent", besides what is wrong with its lines.
///
/// A stack of sshd's without a first factor is healthy: sshd_config may ask for a key. Whether it does is not
/// known here.
std::vector<Finding> examine(const Tree& tree, const std::string& service);

/// The same of a stack that is there already; without what needs the other services (shared-file).
std::vector<Finding> examine(const Stack& stack);

}  // namespace wavix::pamd
