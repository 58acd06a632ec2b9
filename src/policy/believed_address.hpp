// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string_view>

#include "base/address.hpp"

namespace wavix::policy {

/// Where a login comes from, as far as that may exempt it. Nothing is ever resolved by DNS.
/// `rhost`: PAM_RHOST, empty if there is none: then the login is local, or passed on from inside a session,
/// and has no address. `ssh_connection`: SSH_CONNECTION of the PAM environment, "203.0.113.9 50022 10.0.0.1
/// 22": under sshd's UseDNS the one that is an address. Users may set it too where pam_env(8) reads their
/// files (user_readenv), so nothing is believed where the two are at odds.
std::optional<Address> believed_address(std::string_view rhost, std::string_view ssh_connection);

}  // namespace wavix::policy
