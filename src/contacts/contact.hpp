// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>

#include "base/channel.hpp"
#include "base/phone_number.hpp"

namespace wavix::contacts {

/// What we know of a user.
struct Contact {
  PhoneNumber phone;
  std::optional<Channel> channel;  ///< nothing: the configuration's
  std::string language;            ///< empty: the configuration's
};

/// Why a source could not tell; never "there is no such user".
struct LookupError {
  enum class Kind {
    misconfigured,  ///< wrong file, number, owner or mode: a person must mend it
    unavailable,    ///< the directory could not be asked
  } kind;
  std::string reason;  ///< for the log: "/etc/wavix2fa/users.conf:7: alice: …"
};

}  // namespace wavix::contacts
