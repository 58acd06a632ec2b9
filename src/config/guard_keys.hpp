// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <vector>

#include "config/key_table.hpp"

/// The part of the key table about what is remembered across logins: for keys() alone, a section each.
namespace wavix::config {

std::vector<Key> keys_of_outage();
std::vector<Key> keys_of_limits();
std::vector<Key> keys_of_grace();
std::vector<Key> keys_of_state();

}  // namespace wavix::config
