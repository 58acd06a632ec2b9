// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <vector>

#include "base/expected.hpp"
#include "contacts/contact.hpp"
#include "contacts/ldap_settings.hpp"

namespace wavix::contacts {

/// An attribute of an entry, as the directory sent it.
struct Attribute {
  std::string name;  ///< with its options: "mobile;lang-en"
  std::vector<std::string> values;
};
using LdapEntry = std::vector<Attribute>;  ///< a name may come twice: its values are those of both

/// An entry with its name, for people.
struct NamedEntry {
  std::string dn;
  LdapEntry attributes;
};

/// What an alias has (RFC 4512, 2.6.2): it stands for another entry, and is not that one.
inline constexpr const char* alias_attribute = "aliasedObjectName";

/// The contact in a user's entry. The first of settings.phone_attributes that has a usable number decides,
/// its values being the phones; others are skipped with a note. Unusable, if there are values and not one can
/// be used, and an alias without a phone. Names are compared without regard to case, and stand for themselves
/// with any options. `origin` begins each note and reason, and the contact's origin.
Expected<Found, LookupError> contact_in(const LdapEntry& entry, const LdapSettings& settings,
                                        const std::string& default_region, const std::string& origin);

}  // namespace wavix::contacts
