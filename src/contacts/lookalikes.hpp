// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <vector>

#include "base/phone_number.hpp"
#include "contacts/user_text.hpp"

namespace wavix::contacts {

/// A few numbers whose country, first digits and length are those that the users' have: for the mask of a
/// number that nobody has. Some of `users`, if they could be read and have any; else examples of the mobile
/// numbers of `countries` (ISO 3166-1 alpha-2), which may be none.
std::vector<PhoneNumber> lookalikes(const UserText& users, const std::string& default_region,
                                    const std::vector<std::string>& countries);

}  // namespace wavix::contacts
