// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/channel.hpp"
#include "base/phone_number.hpp"

namespace wavix::contacts {

/// How many phones of a user count: the first ones.
inline constexpr std::size_t most_phones = 5;

/// What we know of a user.
struct Contact {
  std::vector<PhoneNumber> phones;  ///< in order of preference; 1 to most_phones, each once
  std::optional<Channel> channel;   ///< nothing: the configuration's
  /// Where it stands, for people, not yet fit for a terminal: "/etc/wavix2fa/users.conf:7", "ldaps://dc1:
  /// mobile of uid=alice,dc=example".
  std::string origin;
};

/// What a directory says of a user.
struct Found {
  bool known = false;              ///< it has an entry for the user, be it without a phone
  std::optional<Contact> contact;  ///< nothing: it is not known, or known and has no phone there
  std::vector<std::string> notes;  ///< for the log: numbers that were skipped, servers that were passed over
};

/// Why a source could not tell; never "there is no such user".
struct LookupError {
  enum class Kind {
    misconfigured,  ///< wrong file, number, owner or mode: a person must mend it
    unavailable,    ///< the directory could not be asked
    unusable,  ///< the user is known, but no number there can be used: no contact, and yet never "no phone"
  } kind;
  std::string reason;  ///< for the log: "/etc/wavix2fa/users.conf:7: alice: …"
};

}  // namespace wavix::contacts
