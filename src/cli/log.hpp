// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "config/config.hpp"

namespace wavix::cli {

enum class Weight { usual, alarming };

/// What was done, to whom: {"user", "alice"}. Made fit for a log here.
using Details = std::initializer_list<std::pair<std::string_view, std::string>>;

/// Writes to syslog what was done, and who did it: "recovery issue: user='alice' codes='10' by='carol'
/// uid='0'". Never a code.
void log_deed(const config::Config& config, std::string_view deed, Details details,
              Weight weight = Weight::usual);

}  // namespace wavix::cli
