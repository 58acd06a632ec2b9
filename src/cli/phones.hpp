// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/expected.hpp"
#include "base/phone_number.hpp"
#include "config/config.hpp"

/// Phone numbers as administrators give and see them.
namespace wavix::cli {

using Phones = std::vector<PhoneNumber>;

/// Why no code is ever sent to the number: "is a premium-rate number, …"; empty: it may be.
std::string never_gets_a_code(const PhoneNumber& phone, const config::Config& config);

/// A list with commas between, each of them a number that codes may be sent to; else which is not, and why.
Expected<Phones, std::string> usable_phones(std::string_view list, const config::Config& config);

/// With commas between: masked for eyes, or `whole`.
std::string shown(const Phones& phones, bool whole = false);
/// As users.conf has them.
std::string written(const Phones& phones);
/// As the log has them: masked, or not at all, by log.phone.
std::string for_log(const Phones& phones, const config::Config& config);

}  // namespace wavix::cli
