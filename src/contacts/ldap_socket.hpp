// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

#include "base/expected.hpp"
#include "base/fd.hpp"
#include "contacts/deadline.hpp"

namespace wavix::contacts {

/// One of ldap.uri, taken apart.
struct LdapUri {
  enum class Scheme { ldap, ldaps, ldapi } scheme;
  std::string host;  ///< ldapi: the socket's path
  int port;          ///< ldapi: 0
  std::string text;  ///< all of it, as it was written
};

/// "ldaps://dc1", "ldap://[::1]:3389", "ldapi://%2Frun%2Fslapd%2Fldapi": a server and nothing else. Else the
/// reason why it is none.
Expected<LdapUri, std::string> ldap_uri_from(const std::string& text);

/// A connection to the server, non-blocking; the reason if there is none by the deadline. Where a name has
/// several addresses, one that is silent leaves time for the next. Only the look-up of the name is not bound
/// to the deadline: the system's resolver takes its own time.
Expected<Fd, std::string> connect_to(const LdapUri& uri, const Deadline& deadline);

}  // namespace wavix::contacts
