// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <string>

#include "doctor/finding.hpp"

namespace wavix::doctor {

/// What sshd is judged by beside its own settings.
struct SshdTask {
  std::chrono::milliseconds login_timeout;
  bool pam_has_factor = true;  ///< its PAM stack has a factor of its own, as a password
};

/// sshd, by what `sshd -T` says of every connection that its Match blocks tell apart, as if its PAM stack had
/// the module.
Findings examine_sshd(const SshdTask& task);

/// The service that sshd asks PAM by ("sshd", or PAMServiceName of OpenSSH 9.8); empty: no sshd is installed.
std::string sshd_service();

/// "OpenSSH_9.2p1"; empty: no sshd is installed.
std::string sshd_version();

}  // namespace wavix::doctor
