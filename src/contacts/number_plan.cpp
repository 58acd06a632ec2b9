// SPDX-License-Identifier: BSD-3-Clause
#include "contacts/number_plan.hpp"

#include "contacts/number_library.hpp"

namespace wavix::contacts {
namespace {

using Library = i18n::phonenumbers::PhoneNumberUtil;

i18n::phonenumbers::PhoneNumber parsed(const PhoneNumber& number) {
  i18n::phonenumbers::PhoneNumber result;
  static_cast<void>(number_library().Parse(number.e164(), "ZZ", &result));  // E.164 by its type
  return result;
}

}  // namespace

std::string country_of(const PhoneNumber& number) {
  std::string country;
  number_library().GetRegionCodeForNumber(parsed(number), &country);
  const bool is_country = country.size() == 2 && country != "ZZ";
  return is_country ? country : std::string();
}

std::string_view kind_of(const PhoneNumber& number) {
  switch (number_library().GetNumberType(parsed(number))) {
  case Library::MOBILE: return "mobile";
  case Library::FIXED_LINE: return "fixed line";
  case Library::FIXED_LINE_OR_MOBILE: return "fixed line or mobile";
  case Library::TOLL_FREE: return "toll-free";
  case Library::PREMIUM_RATE: return "premium-rate";
  case Library::SHARED_COST: return "shared-cost";
  case Library::VOIP: return "voip";
  case Library::PERSONAL_NUMBER: return "personal number";
  case Library::PAGER: return "pager";
  case Library::UAN: return "company number";
  case Library::VOICEMAIL: return "voicemail";
  case Library::UNKNOWN: break;
  }
  return "unknown";
}

bool is_paid_by_the_sender(const PhoneNumber& number) {
  const auto type = number_library().GetNumberType(parsed(number));
  return type == Library::PREMIUM_RATE || type == Library::SHARED_COST;
}

}  // namespace wavix::contacts
