// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"
#include "config/layer.hpp"
#include "config/load.hpp"

namespace wavix::config {

/// Everything that was said and everything that is wrong with it, before it is known for which service.
struct Settings {
  Layer sections;                                      ///< [wavix], [users], …
  std::map<std::string, Layer, std::less<>> services;  ///< [service NAME]
  Layer arguments;
  std::vector<Problem> problems;
};

/// Adds what a wavix2fa.conf says; `path` is for the problems.
void read_file(std::string_view text, const std::string& path, Settings& settings);

/// Adds an argument of the module, "section.key=value".
void read_argument(std::string_view argument, Settings& settings);

/// What counts for logins of `service`.
Loaded effective(const Settings& settings, std::string_view service);

}  // namespace wavix::config
