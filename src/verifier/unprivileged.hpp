// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

#include "base/expected.hpp"

namespace wavix::verifier {

/// The user that the verifier becomes; conf/sysusers.d/wavix2fa.conf makes it. It owns no file.
inline constexpr const char* unprivileged_user = "wavix2fa";
inline constexpr const char* how_to_make_the_user =
    "systemd-sysusers, or: useradd --system --no-create-home --shell /usr/sbin/nologin wavix2fa";

/// Makes root's process the user wavix2fa's: no other group, no capability, none to be had by execve(2), no
/// core, not to be traced. Without that user it becomes nobody, which other programs may be too, with a
/// warning in the log; what is not root's keeps its user. Else the reason.
Expected<void, std::string> become_unprivileged();

}  // namespace wavix::verifier
