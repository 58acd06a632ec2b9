// SPDX-License-Identifier: BSD-3-Clause
#include <utility>

#include "contacts/ldap_connection.hpp"
#include "contacts/ldap_failure.hpp"
#include "contacts/ldap_search.hpp"

namespace wavix::contacts {
namespace {

constexpr std::string_view doing = "search";
constexpr ber_int_t page_size = 500;

using Control = Handle<LDAPControl, ::ldap_control_free>;
using Controls = Handle<LDAPControl*, ::ldap_controls_free>;
using Text = Handle<char, ::ldap_memfree>;

/// By default servers give out 500 entries, or 1000.
LookupError too_many() {
  return {
      LookupError::Kind::misconfigured,
      "search: the server does not give ldap.bind_dn so many entries; raise its limit, or set ldap.base and "
      "ldap.filter to fewer"};
}

}  // namespace

Expected<std::vector<NamedEntry>, LookupError>
LdapConnection::list(const LdapSettings& settings, const std::string& filter,
                     const std::string& name_attribute, const std::function<void(std::size_t)>& progress) {
  auto names = names_in(settings);
  names.insert(names.begin(), const_cast<char*>(name_attribute.c_str()));
  std::vector<NamedEntry> all;
  std::string cookie;
  do {
    wire_->deadline = Deadline(settings.timeout);
    berval begin{cookie.size(), cookie.data()};
    LDAPControl* raw = nullptr;
    if (::ldap_create_page_control(handle_.get(), page_size, &begin, 0, &raw) != LDAP_SUCCESS)
      return unexpected(ldap_failure(LDAP_NO_MEMORY, doing, {}));
    const Control page(raw);
    LDAPControl* controls[] = {raw, nullptr};
    int operation = 0;
    const int code =
        ::ldap_search_ext(handle_.get(), settings.base.c_str(), number_of(settings.scope), filter.c_str(),
                          names.data(), 0, controls, nullptr, nullptr, LDAP_NO_LIMIT, &operation);
    if (code != LDAP_SUCCESS) return unexpected(last_failure(code, doing));
    for (bool more = true; more;) {
      const auto message = next_message(operation, doing);
      if (!message) return unexpected(message.error());
      const auto type = ::ldap_msgtype(message->get());
      more = type == LDAP_RES_SEARCH_ENTRY || type == LDAP_RES_SEARCH_REFERENCE;
      if (type == LDAP_RES_SEARCH_ENTRY) {
        auto entry = entry_in(message->get());
        if (!entry) return unexpected(entry.error());
        all.push_back(std::move(*entry));
      } else if (!more) {
        auto next = end_of_page(message->get());
        if (!next) return unexpected(next.error());
        cookie = std::move(*next);
      }
    }
    progress(all.size());
  } while (!cookie.empty());
  return all;
}

Expected<std::string, LookupError> LdapConnection::end_of_page(LDAPMessage* message) {
  int code = LDAP_OTHER;
  char* told = nullptr;
  LDAPControl** raw = nullptr;
  const int parsed =
      ::ldap_msgtype(message) == LDAP_RES_SEARCH_RESULT
          ? ::ldap_parse_result(handle_.get(), message, &code, nullptr, &told, nullptr, &raw, 0)
          : LDAP_PROTOCOL_ERROR;
  const Text words(told);
  const Controls controls(raw);
  if (parsed != LDAP_SUCCESS) return unexpected(last_failure(parsed, doing));
  if (code == LDAP_SIZELIMIT_EXCEEDED || code == LDAP_ADMINLIMIT_EXCEEDED) return unexpected(too_many());
  if (code != LDAP_SUCCESS) return unexpected(ldap_failure(code, doing, words ? words.get() : ""));
  auto* const page = ::ldap_control_find(LDAP_CONTROL_PAGEDRESULTS, raw, nullptr);
  if (page == nullptr) return std::string();
  ber_int_t estimate = 0;
  berval cookie{};
  if (const int read = ::ldap_parse_pageresponse_control(handle_.get(), page, &estimate, &cookie);
      read != LDAP_SUCCESS)
    return unexpected(ldap_failure(read, doing, {}));
  const Text owner(cookie.bv_val);
  return std::string(cookie.bv_val == nullptr ? "" : cookie.bv_val, cookie.bv_len);
}

}  // namespace wavix::contacts
