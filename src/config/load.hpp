// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/expected.hpp"
#include "base/secret.hpp"
#include "config/config.hpp"
#include "config/origin.hpp"

namespace wavix::config {

/// The module's arguments as the verifier gets them, without services= (the module's own) and debug.
struct Arguments {
  std::string file;                        ///< conf=FILE; empty: the default file
  std::vector<std::string_view> settings;  ///< "section.key=value", winning over the file
};

/// What counts for a login, and where each value was given.
struct Loaded {
  Config config;
  Origins origins;
};

/// The configuration for logins of `service`, or everything that is wrong with it, in the order of the file.
/// The file is read once, safely; every section is checked, other services' overrides too.
Expected<Loaded, std::vector<Problem>> load(const Arguments& arguments, std::string_view service);

/// The API key: one line of a file that root alone may read (Readers::root_only).
Expected<ApiKey, Problem> load_api_key(const std::string& path);

/// The password of ldap.bind_dn: likewise, but it may have blanks and other than ASCII in it.
Expected<Secret<256>, Problem> load_bind_password(const std::string& path);

}  // namespace wavix::config
