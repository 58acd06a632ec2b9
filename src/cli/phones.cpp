// SPDX-License-Identifier: BSD-3-Clause
#include "cli/phones.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

#include "contacts/contact.hpp"
#include "contacts/number_plan.hpp"
#include "contacts/user_entry.hpp"
#include "policy/numbers.hpp"

namespace wavix::cli {
namespace {

template <typename Text>
std::string joined(const Phones& phones, Text text) {
  std::string all;
  for (const auto& phone : phones)
    all += (all.empty() ? "" : ", ") + text(phone);
  return all;
}

}  // namespace

std::string never_gets_a_code(const PhoneNumber& phone, const config::Config& config) {
  if (contacts::is_paid_by_the_sender(phone))
    return fmt::format("is a {} number, and such never get a code", contacts::kind_of(phone));
  const auto country = contacts::country_of(phone);
  if (policy::country_allowed(config.policy.countries, country)) return {};
  return country.empty()
             ? "is of no country, and policy.countries names some"
             : fmt::format("is of {0}, which policy.countries does not name; add {0} there", country);
}

Expected<Phones, std::string> usable_phones(std::string_view list, const config::Config& config) {
  const auto count = static_cast<std::size_t>(std::count(list.begin(), list.end(), ',')) + 1;
  if (count > contacts::most_phones)
    return unexpected(
        fmt::format("{} numbers are too many; the first {} would count", count, contacts::most_phones));
  auto phones = contacts::phones_from(list, config.users.default_region);
  if (!phones) return unexpected((count == 1 ? "the number " : "") + phones.error());
  for (const auto& phone : *phones)
    if (const auto why = never_gets_a_code(phone, config); !why.empty())
      return unexpected(phone.masked() + " " + why);
  return phones;
}

std::string shown(const Phones& phones, bool whole) {
  return joined(phones, [whole](const PhoneNumber& phone) { return whole ? phone.e164() : phone.masked(); });
}

std::string written(const Phones& phones) {
  return joined(phones, [](const PhoneNumber& phone) { return phone.e164(); });
}

std::string for_log(const Phones& phones, const config::Config& config) {
  return config.log.phone == config::PhoneInLog::masked ? shown(phones) : "hidden";
}

}  // namespace wavix::cli
