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

bool is_paid_by_the_sender(const PhoneNumber& number) {
  const auto type = number_library().GetNumberType(parsed(number));
  return type == Library::PREMIUM_RATE || type == Library::SHARED_COST;
}

}  // namespace wavix::contacts
