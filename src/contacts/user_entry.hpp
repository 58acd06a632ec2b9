// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/expected.hpp"
#include "contacts/contact.hpp"
#include "contacts/user_file.hpp"

/// What a user's entry in users.conf means.
namespace wavix::contacts {

/// The contact, without its origin, or all that is wrong with the entry, which has a phone. `user` begins
/// each reason.
Expected<Contact, std::vector<WrongLine>> contact_from(const Entry& entry, std::string_view user,
                                                       const std::string& default_region);

/// The numbers of a list with commas between, each judged and none twice: at most most_phones of them. Else
/// what is wrong with one of them.
Expected<std::vector<PhoneNumber>, std::string> phones_from(std::string_view list,
                                                            const std::string& default_region);

/// "en" or "pt-BR".
bool is_language(std::string_view text);

}  // namespace wavix::contacts
