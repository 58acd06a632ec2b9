// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

#include "doctor/configuration.hpp"
#include "doctor/finding.hpp"

namespace wavix::doctor {

/// What a bug report needs, as text: versions, settings, stacks, findings, the last logins. By a list of what
/// goes in, so that what nobody thought of stays out: no key, no telephone number, no name and no address.
/// Users are user1, user2, … by the order in which they appear.
std::string bundle(const Configuration& configuration, const Findings& findings);

}  // namespace wavix::doctor
