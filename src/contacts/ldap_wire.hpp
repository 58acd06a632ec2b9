// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <lber.h>

#include "base/fd.hpp"
#include "contacts/deadline.hpp"

namespace wavix::contacts {

/// What libldap and the TLS library below it read from and write to. Each read and each write ends at the
/// deadline: libldap bounds its waits for a message to begin, not for the rest of one, and with GnuTLS it
/// goes round in circles as long as a handshake stands still.
struct LdapWire {
  Fd fd;
  Deadline deadline;
};

/// Puts the wire under libldap's buffer, to which it is lent: it must live longer.
bool lay_under(Sockbuf* buffer, LdapWire& wire) noexcept;

}  // namespace wavix::contacts
