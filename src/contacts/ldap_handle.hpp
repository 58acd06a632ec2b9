// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <ldap.h>

#include <string>

#include "base/expected.hpp"
#include "base/handle.hpp"
#include "contacts/ldap_settings.hpp"
#include "contacts/ldap_socket.hpp"
#include "contacts/ldap_wire.hpp"

namespace wavix::contacts {

using LdapHandle = Handle<LDAP, ::ldap_destroy>;

/// libldap over `wire`, which must live longer, to `uri`, with each option that matters set and nothing sent
/// yet; else the reason. ldap.conf(5), ldaprc and LDAP* variables count for nothing in a process that has
/// this object file in it.
Expected<LdapHandle, std::string> ldap_over(LdapWire& wire, const LdapUri& uri, const LdapSettings& settings);

/// For TLS to come: 1.2 or later, the server's certificate demanded and verified by settings.ca_file. Else
/// the reason, which a person must mend.
Expected<void, std::string> prepare_tls(LDAP* handle, const LdapSettings& settings);

}  // namespace wavix::contacts
