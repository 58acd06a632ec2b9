// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <string_view>

namespace wavix::protocol {

/// Whether `answer` is what sshd passes on in place of the real one for a user it will refuse whatever PAM
/// says (unknown, or root under `PermitRootLogin prohibit-password`): this text, repeated or cut to the
/// answer's length (OpenSSH, auth-pam.c, fake_password()).
constexpr bool is_sshd_junk(std::string_view answer) noexcept {
  constexpr std::string_view junk = "\b\n\r\177INCORRECT";
  for (std::size_t i = 0; i < answer.size(); ++i)
    if (answer[i] != junk[i % junk.size()]) return false;
  return !answer.empty();
}

}  // namespace wavix::protocol
