// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "base/fd.hpp"
#include "base/secret.hpp"

namespace wavix::contacts {

/// Where the directory is and how it is asked.
struct LdapSettings {
  enum class Scope { base, one, sub };

  std::vector<std::string> uris;  ///< in order: ldaps://host[:port], ldap://host[:port], ldapi://%2Fpath
  bool start_tls = false;         ///< of ldap:// servers; the others need none
  std::string ca_file;            ///< empty: the system's CAs
  Fd ca_copy;                     ///< memory_file() of it, to be read instead; none: ca_file is
  std::string bind_dn;            ///< empty: anonymous, no bind is made
  Secret<256> password;           ///< of bind_dn
  std::string base;
  Scope scope = Scope::sub;
  std::string filter = "(uid=%u)";            ///< see filter_for()
  std::vector<std::string> phone_attributes;  ///< in order of preference
  std::string channel_attribute;              ///< empty: none
  std::chrono::milliseconds timeout{3000};    ///< for one server: connection, TLS, bind and search together
};

}  // namespace wavix::contacts
