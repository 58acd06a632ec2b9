// SPDX-License-Identifier: BSD-3-Clause
#include "contacts/number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <set>

#include "base/text.hpp"
#include "contacts/number_library.hpp"

namespace wavix::contacts {
namespace {

using Library = i18n::phonenumbers::PhoneNumberUtil;
using Parsed = i18n::phonenumbers::PhoneNumber;

constexpr bool is_ascii(char c) noexcept { return static_cast<unsigned char>(c) < 0x80; }

/// libphonenumber drops what stands before and after a number and turns letters into digits. Somebody else's
/// phone may be the result; so it is given nothing but digits and what people put between them.
/// Reasons go to the log, so they never repeat a digit, nor what may be one of another script.
std::string stranger_in(std::string_view text) {
  const auto strange = text.find_first_not_of("0123456789+-./() ");
  if (strange != std::string_view::npos) {
    const auto what = text.substr(strange, text.find_first_of("0123456789+", strange) - strange);
    if (!std::all_of(what.begin(), what.end(), is_ascii))
      return "has a character that is no part of a phone number";
    return fmt::format(
        "has {}, which is no part of a phone number (there can be no extension and no second number)",
        quoted(what, 20));
  }
  const auto plus = text.rfind('+');
  if (plus != std::string_view::npos && (plus != text.find('+') || plus > text.find_first_of("0123456789")))
    return "has a '+' that does not stand alone in front of its first digit";
  return {};
}

std::string reason_for(Library::ErrorType error, bool has_country) {
  switch (error) {
  case Library::INVALID_COUNTRY_CODE_ERROR:
    return has_country ? "has no country code that is in use"
                       : "does not start with '+' and a country code, and there is no users.default_region";
  case Library::TOO_LONG_NSN: return "is too long to be a phone number";
  case Library::TOO_SHORT_NSN:
  case Library::TOO_SHORT_AFTER_IDD: return "is too short to be a phone number";
  case Library::NOT_A_NUMBER:
  case Library::NO_PARSING_ERROR: break;
  }
  return "is not a phone number";
}

/// Empty where the number may exist.
std::string reason_for(Library::ValidationResult result) {
  switch (result) {
  case Library::IS_POSSIBLE: return {};
  case Library::IS_POSSIBLE_LOCAL_ONLY: return "lacks its area code";
  case Library::INVALID_COUNTRY_CODE: return "has no country code that is in use";
  case Library::TOO_SHORT: return "is too short to be a phone number of its country";
  case Library::TOO_LONG: return "is too long to be a phone number of its country";
  case Library::INVALID_LENGTH: break;
  }
  return "does not have as many digits as the phone numbers of its country";
}

/// A further national prefix, as in "+44 0020 7946 0958", would stay in front of the number; when it is read
/// again, as from a users.conf that `wavix2fa users import` wrote, it would go, and the code with it to
/// another number.
bool is_read_the_same_again(const std::string& e164) {
  Parsed parsed;
  std::string again;
  if (number_library().Parse(e164, "ZZ", &parsed) != Library::NO_PARSING_ERROR) return false;
  number_library().Format(parsed, Library::E164, &again);
  return again == e164;
}

bool is_region(const std::string& region) {
  std::set<std::string> regions;
  number_library().GetSupportedRegions(&regions);
  return regions.contains(region);
}

}  // namespace

Expected<PhoneNumber, std::string> number_from_text(std::string_view text,
                                                    const std::string& default_region) {
  const auto written = trimmed(text);
  if (written.empty()) return unexpected<std::string>("is empty; it must be a phone number");
  if (auto reason = stranger_in(written); !reason.empty()) return unexpected(std::move(reason));
  const bool is_international = written.find('+') != std::string_view::npos;
  if (!is_international && !default_region.empty() && !is_region(default_region))
    return unexpected(
        fmt::format("is a national number, and no country has the code {} of users.default_region",
                    quoted(default_region, 8)));
  Parsed parsed;
  const auto error =
      number_library().Parse(std::string(written), default_region.empty() ? "ZZ" : default_region, &parsed);
  if (error != Library::NO_PARSING_ERROR)
    return unexpected(reason_for(error, is_international || !default_region.empty()));
  if (auto reason = reason_for(number_library().IsPossibleNumberWithReason(parsed)); !reason.empty())
    return unexpected(std::move(reason));
  std::string e164;
  number_library().Format(parsed, Library::E164, &e164);
  constexpr std::size_t most_digits = 15;
  if (!e164.starts_with('+') || !all_digits(e164.substr(1)) || e164.size() > most_digits + 1)
    return unexpected<std::string>("is not a phone number that E.164 can express");
  if (!is_read_the_same_again(e164))
    return unexpected<std::string>("has more than one national prefix in front of its area code");
  return PhoneNumber(e164.substr(1));
}

}  // namespace wavix::contacts
