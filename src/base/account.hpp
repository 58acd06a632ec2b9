// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

#include "base/expected.hpp"

namespace wavix {

/// What the system knows of an account (passwd(5)).
struct Account {
  /// As the system writes it: directories often take any case, and "alice@example.com" for alice, so that one
  /// account answers to several names.
  std::string name;
  uid_t uid = 0;
  gid_t gid = 0;  ///< of the primary group
};

/// By getpwnam_r(3) and getpwuid_r(3). Nothing if there is no such account; the reason if that could not be
/// told.
Expected<std::optional<Account>, std::string> account_named(const std::string& name);
Expected<std::optional<Account>, std::string> account_of(uid_t uid);

/// The one name under which all that is remembered of a user is kept, whatever spelling a login came with:
/// that of the account which was `found` for it, or else the name as it was `given`.
inline std::string own_name(const std::optional<Account>& found, const std::string& given) {
  return found ? found->name : given;
}

}  // namespace wavix
