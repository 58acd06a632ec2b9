// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <security/pam_modules.h>

#include "protocol/message.hpp"

namespace wavix::module {

/// A PAM item that is a text; empty if it is not set.
[[nodiscard]] std::string_view text_item(const pam_handle_t* pamh, int item) noexcept;

/// Fills in all that the host knows of the login but the user (pam_get_user) and the arguments.
void read_items(pam_handle_t* pamh, protocol::Start& start) noexcept;

/// Whether `answer` is the account's password, PAM_AUTHTOK, told apart without a hint in the time it takes.
/// It is where libpam does not tell the password.
[[nodiscard]] bool is_account_password(const pam_handle_t* pamh, std::string_view answer) noexcept;

}  // namespace wavix::module
