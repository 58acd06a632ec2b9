// SPDX-License-Identifier: BSD-3-Clause
#include <utility>
#include <vector>

#include "contacts/ldap_connection.hpp"
#include "contacts/ldap_failure.hpp"

namespace wavix::contacts {
namespace {

constexpr std::string_view doing = "search";

void free_reader(BerElement* reader) noexcept { ::ber_free(reader, 0); }

using Reader = Handle<BerElement, free_reader>;
using Values = Handle<berval, ::ber_memfree>;  // what they point at is the message's

std::string text_in(const berval& value) { return {value.bv_val, value.bv_len}; }

int number_of(LdapSettings::Scope scope) {
  switch (scope) {
  case LdapSettings::Scope::base: return LDAP_SCOPE_BASE;
  case LdapSettings::Scope::one: return LDAP_SCOPE_ONELEVEL;
  case LdapSettings::Scope::sub: break;
  }
  return LDAP_SCOPE_SUBTREE;
}

/// What is asked for, ended by a null pointer; the strings are those of `settings`.
std::vector<char*> names_in(const LdapSettings& settings) {
  std::vector<char*> names;
  for (const auto& name : settings.phone_attributes)
    names.push_back(const_cast<char*>(name.c_str()));
  if (!settings.channel_attribute.empty())
    names.push_back(const_cast<char*>(settings.channel_attribute.c_str()));
  names.push_back(nullptr);
  return names;
}

}  // namespace

Expected<std::optional<LdapEntry>, LookupError> LdapConnection::find(const LdapSettings& settings,
                                                                     const std::string& filter) {
  auto names = names_in(settings);
  int operation = 0;
  const int code =
      ::ldap_search_ext(handle_.get(), settings.base.c_str(), number_of(settings.scope), filter.c_str(),
                        names.data(), 0, nullptr, nullptr, nullptr, LDAP_NO_LIMIT, &operation);
  if (code != LDAP_SUCCESS) return unexpected(last_failure(code, doing));
  std::optional<LdapEntry> found;
  for (;;) {
    const auto message = next_message(operation, doing);
    if (!message) return unexpected(message.error());
    switch (::ldap_msgtype(message->get())) {
    case LDAP_RES_SEARCH_REFERENCE: break;  // to what another directory may have
    case LDAP_RES_SEARCH_ENTRY:
      if (found) return unexpected(ldap_failure(LDAP_SIZELIMIT_EXCEEDED, doing, {}));
      if (auto entry = entry_in(message->get()); entry)
        found = std::move(*entry);
      else
        return unexpected(entry.error());
      break;
    default:
      if (const auto done = outcome(message->get(), LDAP_RES_SEARCH_RESULT, doing); !done)
        return unexpected(done.error());
      return found;
    }
  }
}

/// By the calls that tell an entry's end from one that cannot be read: half an entry would be a user without
/// a phone.
Expected<LdapEntry, LookupError> LdapConnection::entry_in(LDAPMessage* message) {
  LdapEntry entry;
  berval name{};
  BerElement* raw = nullptr;
  int code = ::ldap_get_dn_ber(handle_.get(), message, &raw, &name);
  const Reader reader(raw);
  while (code == LDAP_SUCCESS) {
    berval* first = nullptr;
    code = ::ldap_get_attribute_ber(handle_.get(), message, raw, &name, &first);
    const Values values(first);
    if (code != LDAP_SUCCESS) break;
    if (name.bv_val == nullptr) return entry;
    auto& attribute = entry.emplace_back(Attribute{text_in(name), {}});
    for (const auto* value = first; value != nullptr && value->bv_val != nullptr; ++value)
      attribute.values.push_back(text_in(*value));
  }
  return unexpected(ldap_failure(code, doing, {}));
}

}  // namespace wavix::contacts
