// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

#include "base/expected.hpp"
#include "contacts/contact.hpp"
#include "contacts/ldap_settings.hpp"

namespace wavix::contacts {

/// What the directory has of `user`. The servers are asked in order: one that cannot be asked is passed over
/// with a note, and the first that answers decides. Unavailable if none can be asked; misconfigured as soon
/// as one says what a person must mend. `default_region`: as for find_in_file().
///
/// What the directory's access rules hide looks as if it did not exist. Each server takes settings.timeout at
/// most, but a name server that never answers takes as long as the system's resolver lets it: call this in a
/// thread, and give up by yourself. libldap keeps a copy of the password in a buffer
/// of its own for the time of the bind, and does not wipe it.
Expected<Found, LookupError> find_in_ldap(const LdapSettings& settings, const std::string& user,
                                          const std::string& default_region);

}  // namespace wavix::contacts
