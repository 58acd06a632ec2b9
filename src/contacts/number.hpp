// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>

#include "base/expected.hpp"
#include "base/phone_number.hpp"

namespace wavix::contacts {

/// A number as a person writes it ("+44 20 7946 0958", "(020) 7946 0958" with a region) as E.164, by
/// libphonenumber, or the reason why it is none ("too short to be a phone number").
Expected<PhoneNumber, std::string> number_from_text(std::string_view text, const std::string& default_region);

/// The same for what stands in directories: "tel:+1-201-555-0123" (RFC 3966, without parameters), blanks and
/// dashes of Unicode, and a note behind the number, "+371 28782931 (work)". An extension or a second number
/// makes a value unusable, as do more than 100 bytes. Reasons never repeat a digit of any script.
Expected<PhoneNumber, std::string> number_from_directory(std::string_view text,
                                                         const std::string& default_region);

}  // namespace wavix::contacts
