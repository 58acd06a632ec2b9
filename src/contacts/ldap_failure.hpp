// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string_view>

#include "contacts/contact.hpp"

namespace wavix::contacts {

/// What a result code of ldap.h that is no success means: misconfigured where a person must mend it, with the
/// key to look at; unavailable for all that another server may do better. `doing`: "bind"; `told`: the
/// server's or the library's own words, or empty.
LookupError ldap_failure(int code, std::string_view doing, std::string_view told);

}  // namespace wavix::contacts
