// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string_view>
#include <vector>

#include "base/phone_number.hpp"
#include "base/secret.hpp"

namespace wavix::verifier {

/// The number to show to a user who has none: country, first digits and length are those of one of
/// `templates`, numbers of real users, and the rest is no one's. With the same key and templates a user has
/// the same number in every login; without the key nobody can tell it from a real one. Without templates it
/// is a North American one.
PhoneNumber decoy_number(const ApiKey& key, std::string_view user, const std::vector<PhoneNumber>& templates);

}  // namespace wavix::verifier
