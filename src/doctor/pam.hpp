// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <vector>

#include "base/expected.hpp"
#include "config/load.hpp"
#include "doctor/configuration.hpp"
#include "doctor/finding.hpp"
#include "pamd/stack.hpp"
#include "pamd/tree.hpp"

namespace wavix::doctor {

/// The stack of each service that has the module, and the settings on its line; services that go with one
/// that has it, as sudo-i with sudo, and do not.
Findings examine_pam(const pamd::Tree& tree, const Configuration& configuration);

bool has_module(const pamd::Stack& stack);

/// Whether it asks for a password or the like, too.
bool has_first_factor(const pamd::Stack& stack);

/// What holds for logins to the stack's service: the file, and what the module's line says. `conf`: the file,
/// where the line names none.
Expected<config::Loaded, std::vector<config::Problem>> settings_of(const pamd::Stack& stack,
                                                                   const std::string& conf);

}  // namespace wavix::doctor
