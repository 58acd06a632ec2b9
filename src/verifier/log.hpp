// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>

#include "verifier/end.hpp"

namespace wavix::verifier {

// Lines look as if pam_syslog(3) had written them in the host: "pam_wavix2fa(sshd:auth): …". Nothing here
// sanitises.

/// `service` comes from the host. Without `debug`, log_debug() writes nothing.
void open_log(std::string_view service, bool debug);
void set_log_facility(int facility);

void log_error(const std::string& text);
void log_warning(const std::string& text);
void log_debug(const std::string& text);
/// The audit line, at the priority that the end deserves.
void log_verdict(const End& end, const std::string& line);

}  // namespace wavix::verifier
