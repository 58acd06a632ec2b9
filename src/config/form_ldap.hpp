// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "config/forms.hpp"

/// How what is said of a directory is written.
namespace wavix::config {

/// ldaps://host[:port], ldap://host[:port] or ldapi://%2Fpath, which libldap takes as they are.
Text ldap_uri();
/// A distinguished name (RFC 4514) or whatever else the directory takes for one (Active Directory:
/// user@domain). It is the directory that judges it.
Text ldap_name_or_nothing();
/// An attribute description (RFC 4512, 2.5): a name or an OID, with options.
Text ldap_attribute();
Text ldap_attribute_or_nothing();

/// One filter (RFC 4515) with %u, %U, %d and %% in it.
struct LdapFilter {
  [[nodiscard]] Parsed<std::string> parse(std::string_view value) const;
  [[nodiscard]] std::string text(const std::string& value) const { return value; }
  [[nodiscard]] std::string accepts() const;
};

}  // namespace wavix::config
