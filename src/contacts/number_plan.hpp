// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>

#include "base/phone_number.hpp"

/// What the world's numbering plans say of a number, by libphonenumber.
namespace wavix::contacts {

/// ISO 3166-1 alpha-2, "LV"; empty: no country's number, such as a satellite's, or one that is not assigned.
std::string country_of(const PhoneNumber& number);

/// What its plan has such numbers for: "mobile", "fixed line", "fixed line or mobile" where the plan does not
/// tell them apart; "unknown".
std::string_view kind_of(const PhoneNumber& number);

/// Whoever calls or writes to it pays its owner: premium-rate and shared-cost numbers.
bool is_paid_by_the_sender(const PhoneNumber& number);

}  // namespace wavix::contacts
