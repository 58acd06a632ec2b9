// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <vector>

#include "contacts/ldap_settings.hpp"

/// What searches have in common.
namespace wavix::contacts {

/// What is wrong with them, whatever the servers say; empty if nothing is.
std::string problem_in(const LdapSettings& settings);

/// As ldap.h numbers it.
int number_of(LdapSettings::Scope scope);

/// The attributes that are asked for, ended by a null pointer; the strings are those of `settings`.
std::vector<char*> names_in(const LdapSettings& settings);

}  // namespace wavix::contacts
