// SPDX-License-Identifier: BSD-3-Clause
#include "contacts/ldap_entry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "base/text.hpp"
#include "contacts/number.hpp"

namespace wavix::contacts {
namespace {

constexpr std::size_t most_values =
    20;  // of one attribute: what is more than a person has must not flood the log

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

/// "mobile" is "Mobile;lang-en" too, and "mobile;lang-en" is not "mobile".
bool is(const Attribute& attribute, std::string_view name) {
  const auto has = lower(attribute.name);
  const auto wanted = lower(name);
  return has == wanted || has.starts_with(wanted + ';');
}

std::vector<std::string_view> values_of(const LdapEntry& entry, std::string_view name) {
  std::vector<std::string_view> values;
  for (const auto& attribute : entry)
    if (is(attribute, name)) values.insert(values.end(), attribute.values.begin(), attribute.values.end());
  return values;
}

struct Judged {
  std::vector<PhoneNumber> phones;
  std::vector<std::string> skipped;  // why
};

Judged judged(const std::vector<std::string_view>& values, const std::string& default_region) {
  Judged result;
  for (std::size_t i = 0; i < std::min(values.size(), most_values); ++i) {
    auto phone = number_from_directory(values[i], default_region);
    if (!phone)
      result.skipped.push_back(phone.error());
    else if (std::find(result.phones.begin(), result.phones.end(), *phone) == result.phones.end() &&
             result.phones.size() < most_phones)
      result.phones.push_back(std::move(*phone));
  }
  if (values.size() > most_values)
    result.skipped.push_back(fmt::format("has {} values, of which {} were read", values.size(), most_values));
  return result;
}

/// A phone that came under a name nobody asked for (servers answer with the name that they know an alias by)
/// is not "no phone".
const Attribute* stranger_in(const LdapEntry& entry, const LdapSettings& settings) {
  const auto is_asked_for = [&](const Attribute& attribute) {
    const auto& names = settings.phone_attributes;
    return attribute.values.empty() || is(attribute, settings.channel_attribute) ||
           std::any_of(names.begin(), names.end(), [&](const auto& name) { return is(attribute, name); });
  };
  const auto stranger = std::find_if_not(entry.begin(), entry.end(), is_asked_for);
  return stranger == entry.end() ? nullptr : &*stranger;
}

Expected<std::optional<Channel>, std::string> channel_in(const LdapEntry& entry, const std::string& name) {
  if (name.empty()) return std::nullopt;
  const auto values = values_of(entry, name);
  if (values.empty()) return std::nullopt;
  const auto channel = channel_from(lower(values.front()));
  if (!channel) return unexpected(without_digits(quoted(values.front(), 40)) + " is neither sms nor voice");
  return channel;
}

}  // namespace

Expected<Found, LookupError> contact_in(const LdapEntry& entry, const LdapSettings& settings,
                                        const std::string& default_region, const std::string& origin) {
  Found found{.known = true, .contact = std::nullopt, .notes = {}};
  for (const auto& name : settings.phone_attributes) {
    auto [phones, skipped] = judged(values_of(entry, name), default_region);
    for (const auto& why : skipped)
      found.notes.push_back(fmt::format("{}: {}: {}", origin, name, why));
    if (phones.empty()) continue;
    found.contact = Contact{std::move(phones), std::nullopt, fmt::format("{}: {}", origin, name)};
    break;
  }
  if (!found.contact) {
    if (!values_of(entry, alias_attribute).empty())
      found.notes.push_back(origin +
                            ": is an alias of another entry, which is not followed; see ldap.filter");
    else if (const auto* const stranger = stranger_in(entry, settings))
      found.notes.push_back(fmt::format("{}: sends {}, which ldap.phone_attributes does not name", origin,
                                        sanitised(stranger->name, 40)));
    if (!found.notes.empty())
      return unexpected(
          LookupError{LookupError::Kind::unusable, fmt::format("{}", fmt::join(found.notes, "; "))});
    return found;
  }
  const auto channel = channel_in(entry, settings.channel_attribute);
  if (channel)
    found.contact->channel = *channel;
  else
    found.notes.push_back(fmt::format("{}: {}: {}", origin, settings.channel_attribute, channel.error()));
  return found;
}

}  // namespace wavix::contacts
