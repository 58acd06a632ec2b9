// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "base/expected.hpp"
#include "contacts/contact.hpp"
#include "contacts/ldap_settings.hpp"

namespace wavix::contacts {

/// A user in the directory: what find_in_ldap() would say of that name, if it finds this entry alone.
struct ListedUser {
  std::string name;
  Expected<Found, LookupError> found;
};

struct LdapListing {
  std::vector<ListedUser> users;
  std::vector<std::string> notes;  ///< servers that were passed over, entries without a name
};

/// Everybody whom settings.filter can find, by the first server that can be asked. `default_region`: as for
/// find_in_file(). `progress` hears how many entries there are so far.
Expected<LdapListing, LookupError> list_ldap(const LdapSettings& settings, const std::string& default_region,
                                             const std::function<void(std::size_t)>& progress);

}  // namespace wavix::contacts
