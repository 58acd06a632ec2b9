// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <ldap.h>

#include <string>

#include "base/expected.hpp"
#include "base/fd.hpp"
#include "base/handle.hpp"
#include "contacts/ldap_settings.hpp"
#include "contacts/ldap_socket.hpp"

namespace wavix::contacts {

using LdapHandle = Handle<LDAP, ::ldap_destroy>;

/// libldap over a connection to `uri`, with each option that matters set and nothing sent yet; else the
/// reason. ldap.conf(5), ldaprc and LDAP* variables count for nothing in a process that has this object file
/// in it.
Expected<LdapHandle, std::string> ldap_over(Fd connection, const LdapUri& uri, const LdapSettings& settings);

/// For TLS to come: 1.2 or later, the server's certificate demanded and verified by settings.ca_file. Else
/// the reason, which a person must mend.
Expected<void, std::string> prepare_tls(LDAP* handle, const LdapSettings& settings);

/// Keeps a server that sends half a message from holding a call of libldap for ever: only ldap_result() waits
/// then, as long as it is told to. A handshake of libldap's undoes it.
void never_block(LDAP* handle);

}  // namespace wavix::contacts
