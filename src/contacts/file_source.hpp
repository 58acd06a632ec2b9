// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/expected.hpp"
#include "contacts/contact.hpp"
#include "contacts/user_text.hpp"

namespace wavix::contacts {

/// The contact of `user` in users.conf(5); nothing if the file was read and does not name the user. User
/// names are compared byte for byte. The whole file's form is checked, but only this user's number: a typing
/// error in one number locks nobody else out. `default_region`: ISO 3166-1 alpha-2 for national numbers, or
/// empty.
Expected<std::optional<Contact>, LookupError> find_in_file(const UserText& users, std::string_view user,
                                                           const std::string& default_region);

}  // namespace wavix::contacts
