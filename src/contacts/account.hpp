// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>

#include "base/expected.hpp"
#include "contacts/contact.hpp"

namespace wavix::contacts {

/// The name that the system itself has for an account (getpwnam_r(3)): directories often take any case, and
/// "alice@example.com" for alice, so that one account answers to several names. Nothing if there is no such
/// account; an error if that could not be told.
Expected<std::optional<std::string>, LookupError> account_name(const std::string& user);

}  // namespace wavix::contacts
