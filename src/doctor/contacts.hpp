// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"
#include "doctor/finding.hpp"

namespace wavix::doctor {

/// The phones of everybody: users.conf line by line, and each directory server step by step. `looked_up`:
/// the user whom the directory is asked for; that it has none of that name is no problem.
Findings examine_contacts(const config::Config& config, const std::string& looked_up);

/// What is wrong in the text of a users.conf, whose path is `path`. `is_account`: whether the system has a
/// user of that name; where that cannot be told, true.
Findings judge_users(std::string_view text, const std::string& path, const config::Config& config,
                     const std::function<bool(const std::string&)>& is_account);

/// [ldap] of the configuration.
Findings examine_directory(const config::Config& config, const std::string& looked_up);

}  // namespace wavix::doctor
