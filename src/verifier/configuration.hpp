// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <vector>

#include "base/expected.hpp"
#include "config/load.hpp"
#include "verifier/end.hpp"
#include "verifier/host.hpp"

namespace wavix::verifier {

/// What the module's arguments say of the configuration: conf=FILE, and everything that is not `debug`. The
/// views are of `arguments`.
Expected<config::Arguments, End> config_arguments(const std::vector<std::string>& arguments);

/// The configuration that holds for the login, or the end of it. All that is wrong goes to `problems`, and is
/// the cause of the end as one.
Expected<config::Loaded, End> load_configuration(const Request& request, std::vector<std::string>& problems);

/// A rule and where it is written: "policy.exclude_users (/etc/wavix2fa/wavix2fa.conf:33)".
std::string rule_and_place(const std::string& rule, const config::Loaded& loaded);

}  // namespace wavix::verifier
