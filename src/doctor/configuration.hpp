// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/load.hpp"
#include "doctor/finding.hpp"

namespace wavix::doctor {

/// wavix2fa.conf as it was found.
struct Configuration {
  std::string path;
  std::string text;                      ///< empty where it could not be read
  std::optional<config::Loaded> loaded;  ///< for no service in particular; nothing: it is wrong
};

/// `conf`: empty for the default file.
Configuration read_configuration(const std::string& conf);

/// Everything that is wrong with the file, line by line; what it says that is legal and yet rarely meant; its
/// [service NAME] sections that no service has. `pam_folder`: where the services of PAM are, /etc/pam.d.
Findings examine_configuration(const Configuration& configuration, const std::string& pam_folder);

/// Everything that is wrong with what the module's line of `service` says: what `load` told of its arguments.
Findings wrong_settings(const std::vector<config::Problem>& problems, const Configuration& configuration,
                        std::string_view subject);

/// Where the value of a key stands; nothing: it is the default, or not in the file.
std::optional<Place> place_of(const config::Origins& origins, std::string_view full_name,
                              const std::string& text);

}  // namespace wavix::doctor
