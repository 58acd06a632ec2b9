// SPDX-License-Identifier: BSD-3-Clause
#include <strings.h>

#include <algorithm>
#include <iterator>
#include <string>

#include "contacts/ldap_entry.hpp"
#include "contacts/number.hpp"
#include "fuzzer.hpp"

// A user's entry as a directory sends it: the first line is users.default_region, each other "attribute:
// value".
namespace {

using namespace wavix;
using namespace wavix::fuzz;
using namespace wavix::contacts;

std::string digits_in(std::string_view text) {
  std::string digits;
  std::copy_if(text.begin(), text.end(), std::back_inserter(digits), is_digit);
  return digits;
}

void check_number(const PhoneNumber& phone) {
  const auto& digits = phone.digits();
  require(all_digits(digits) && digits.size() <= 15 && digits.front() != '0', "a number is one of E.164");
  require(phone.masked().find(digits) == std::string::npos || digits.size() < 5, "a masked number is hidden");
  const auto again = number_from_text(phone.e164(), "");
  require(again && *again == phone, "a number is the same when it is read again");
}

/// What is dialled must have been written: national prefixes go and country codes come, but a digit of the
/// subscriber's is neither made up nor lost.
void check_value(std::string_view value, const std::string& region) {
  const auto phone = number_from_directory(value, region);
  if (!phone) {
    require(is_clean(phone.error()), "the reason is fit for a log");
    require(without_digits(phone.error()) == phone.error() || digits_in(region).size() > 3,
            "the reason repeats no number");
    return;
  }
  check_number(*phone);
  constexpr std::size_t shortest = 4;
  const auto& digits = phone->digits();
  const auto tail = digits.substr(digits.size() - std::min(shortest, digits.size()));
  require(digits_in(value).ends_with(tail), "a number ends in the digits that were written last");
}

bool is_phone(const Attribute& attribute) {
  const auto name = attribute.name.substr(0, attribute.name.find(';'));
  return ::strcasecmp(name.c_str(), "mobile") == 0 || ::strcasecmp(name.c_str(), "telephoneNumber") == 0;
}

void check_entry(const LdapEntry& entry, const std::string& region) {
  LdapSettings settings;
  settings.phone_attributes = {"mobile", "telephoneNumber"};
  settings.channel_attribute = "channel";
  const auto found = contact_in(entry, settings, region, "ldaps://dc1: uid=alice");
  if (!found) {
    require(is_clean(found.error().reason), "why an entry is of no use is fit for a log");
    return;
  }
  require(found->known, "an entry that is there is known");
  if (!found->contact) {
    require(std::none_of(entry.begin(), entry.end(), is_phone), "phones of no use are never 'no phone'");
    return;
  }
  const auto& phones = found->contact->phones;
  require(!phones.empty() && phones.size() <= most_phones, "a contact has one to five phones");
  for (auto at = phones.begin(); at != phones.end(); ++at) {
    check_number(*at);
    require(std::find(at + 1, phones.end(), *at) == phones.end(), "a contact has each phone once");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto text = text_of(data, size);
  const std::string region(take_line(text));
  LdapEntry entry;
  while (!text.empty()) {
    auto line = take_line(text);
    const auto name = take_up_to(line, ": ");
    check_value(line, region);
    entry.push_back({std::string(name), {std::string(line)}});
  }
  check_entry(entry, region);
  return 0;
}
