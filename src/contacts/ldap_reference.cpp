// SPDX-License-Identifier: BSD-3-Clause
#include "contacts/ldap_reference.hpp"

#include <ldap.h>
#include <strings.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "base/handle.hpp"

namespace wavix::contacts {
namespace {

using Url = Handle<LDAPURLDesc, ::ldap_free_urldesc>;

constexpr std::array<std::string_view, 3> without_users = {
    "dc=forestdnszones,dc=", "dc=domaindnszones,dc=", "cn=configuration,dc="};

}  // namespace

bool may_lead_to_users(const std::string& url) {
  LDAPURLDesc* raw = nullptr;
  if (::ldap_url_parse(url.c_str(), &raw) != LDAP_URL_SUCCESS) return true;
  const Url parsed(raw);
  if (parsed->lud_dn == nullptr) return true;
  return std::none_of(without_users.begin(), without_users.end(), [&](std::string_view start) {
    return ::strncasecmp(parsed->lud_dn, start.data(), start.size()) == 0;
  });
}

}  // namespace wavix::contacts
