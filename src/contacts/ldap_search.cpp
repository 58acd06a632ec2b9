// SPDX-License-Identifier: BSD-3-Clause
#include <utility>
#include <vector>

#include "contacts/ldap_connection.hpp"
#include "contacts/ldap_failure.hpp"
#include "contacts/ldap_reference.hpp"
#include "contacts/ldap_search.hpp"

namespace wavix::contacts {
namespace {

constexpr std::string_view doing = "search";

void free_reader(BerElement* reader) noexcept { ::ber_free(reader, 0); }

using Reader = Handle<BerElement, free_reader>;
using Values = Handle<berval, ::ber_memfree>;  // what they point at is the message's

void free_texts(char** texts) noexcept { ::ber_memvfree(reinterpret_cast<void**>(texts)); }

using Texts = Handle<char*, free_texts>;

std::string text_in(const berval& value) { return {value.bv_val, value.bv_len}; }

}  // namespace

std::string problem_in(const LdapSettings& settings) {
  if (settings.uris.empty()) return "ldap.uri names no server";
  if (settings.phone_attributes.empty()) return "ldap.phone_attributes names no attribute";
  // A bind without a password succeeds as nobody (RFC 4513, 5.1.2).
  if (!settings.bind_dn.empty() && settings.password.empty()) return "ldap.bind_dn has no password";
  return {};
}

int number_of(LdapSettings::Scope scope) {
  switch (scope) {
  case LdapSettings::Scope::base: return LDAP_SCOPE_BASE;
  case LdapSettings::Scope::one: return LDAP_SCOPE_ONELEVEL;
  case LdapSettings::Scope::sub: break;
  }
  return LDAP_SCOPE_SUBTREE;
}

std::vector<char*> names_in(const LdapSettings& settings) {
  std::vector<char*> names;
  names.reserve(settings.phone_attributes.size() + 3);
  for (const auto& name : settings.phone_attributes)
    names.push_back(const_cast<char*>(name.c_str()));
  if (!settings.channel_attribute.empty())
    names.push_back(const_cast<char*>(settings.channel_attribute.c_str()));
  names.push_back(const_cast<char*>(alias_attribute));
  names.push_back(nullptr);
  return names;
}

Expected<std::optional<NamedEntry>, LookupError> LdapConnection::find(const LdapSettings& settings,
                                                                      const std::string& filter) {
  auto names = names_in(settings);
  int operation = 0;
  const int code =
      ::ldap_search_ext(handle_.get(), settings.base.c_str(), number_of(settings.scope), filter.c_str(),
                        names.data(), 0, nullptr, nullptr, nullptr, LDAP_NO_LIMIT, &operation);
  if (code != LDAP_SUCCESS) return unexpected(last_failure(code, doing));
  std::optional<NamedEntry> found;
  bool is_elsewhere = false;
  for (;;) {
    const auto message = next_message(operation, doing);
    if (!message) return unexpected(message.error());
    switch (::ldap_msgtype(message->get())) {
    case LDAP_RES_SEARCH_REFERENCE: {
      const auto leads = leads_to_users(message->get());
      if (!leads) return unexpected(leads.error());
      is_elsewhere = is_elsewhere || *leads;
      break;
    }
    case LDAP_RES_SEARCH_ENTRY: {
      if (found) return unexpected(ldap_failure(LDAP_SIZELIMIT_EXCEEDED, doing, {}));
      auto entry = entry_in(message->get());
      if (!entry) return unexpected(entry.error());
      found = std::move(*entry);
      break;
    }
    default:
      if (const auto done = outcome(message->get(), LDAP_RES_SEARCH_RESULT, doing); !done)
        return unexpected(done.error());
      if (!found && is_elsewhere) return unexpected(ldap_failure(LDAP_REFERRAL, doing, {}));
      return found;
    }
  }
}

/// Its URLs are ways to one and the same place (RFC 4511, 4.5.3).
Expected<bool, LookupError> LdapConnection::leads_to_users(LDAPMessage* reference) {
  char** raw = nullptr;
  const int code = ::ldap_parse_reference(handle_.get(), reference, &raw, nullptr, 0);
  const Texts urls(raw);
  if (code != LDAP_SUCCESS) return unexpected(ldap_failure(code, doing, {}));
  return raw == nullptr || *raw == nullptr || may_lead_to_users(*raw);
}

/// By the calls that tell an entry's end from one that cannot be read: half an entry would be a user without
/// a phone.
Expected<NamedEntry, LookupError> LdapConnection::entry_in(LDAPMessage* message) {
  NamedEntry entry;
  berval name{};
  BerElement* raw = nullptr;
  int code = ::ldap_get_dn_ber(handle_.get(), message, &raw, &name);
  const Reader reader(raw);
  if (code == LDAP_SUCCESS && name.bv_val != nullptr) entry.dn = text_in(name);
  while (code == LDAP_SUCCESS) {
    berval* first = nullptr;
    code = ::ldap_get_attribute_ber(handle_.get(), message, raw, &name, &first);
    const Values values(first);
    if (code != LDAP_SUCCESS) break;
    if (name.bv_val == nullptr) return entry;
    auto& attribute = entry.attributes.emplace_back(Attribute{text_in(name), {}});
    for (const auto* value = first; value != nullptr && value->bv_val != nullptr; ++value)
      attribute.values.push_back(text_in(*value));
  }
  return unexpected(ldap_failure(code, doing, {}));
}

}  // namespace wavix::contacts
