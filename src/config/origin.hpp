// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <map>
#include <string>

#include "config/key_table.hpp"

namespace wavix::config {

/// Where a value was given: a file and its line, or "pam.d argument".
struct Origin {
  std::string where;
  unsigned line = 0;     ///< 0: no line
  bool refused = false;  ///< the value there was not taken
};
/// Of the keys that were given at all.
using Origins = std::map<const Key*, Origin>;

/// Where the value of `key` comes from: "/etc/wavix2fa/wavix2fa.conf:33", "pam.d argument" or "default".
std::string origin_of(const Origins& origins, const Key& key);

}  // namespace wavix::config
