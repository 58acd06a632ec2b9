// SPDX-License-Identifier: BSD-3-Clause
#include "module/items.hpp"

#include <unistd.h>

#include "protocol/sshd_junk.hpp"

namespace wavix::module {
namespace {

std::string_view text_or_empty(const char* text) noexcept {
  return text == nullptr ? std::string_view{} : std::string_view(text);
}

}  // namespace

std::string_view text_item(const pam_handle_t* pamh, int item) noexcept {
  const void* value = nullptr;
  if (pam_get_item(pamh, item, &value) != PAM_SUCCESS) return {};
  return text_or_empty(static_cast<const char*>(value));
}

void read_items(pam_handle_t* pamh, protocol::Start& start) noexcept {
  start.service = text_item(pamh, PAM_SERVICE);
  start.rhost = text_item(pamh, PAM_RHOST);
  start.ruser = text_item(pamh, PAM_RUSER);
  start.tty = text_item(pamh, PAM_TTY);
  start.ssh_connection = text_or_empty(pam_getenv(pamh, "SSH_CONNECTION"));
  start.auth_info = text_or_empty(pam_getenv(pamh, "SSH_AUTH_INFO_0"));
  if (start.auth_info.size() > protocol::max_auth_info) start.auth_info = {};
  start.caller_uid = ::getuid();
  start.user_is_refused = protocol::is_sshd_junk(text_item(pamh, PAM_AUTHTOK));
}

bool is_account_password(const pam_handle_t* pamh, std::string_view answer) noexcept {
  const void* value = nullptr;
  if (pam_get_item(pamh, PAM_AUTHTOK, &value) != PAM_SUCCESS) return true;  // what cannot be told stays here
  const auto password = text_or_empty(static_cast<const char*>(value));
  if (password.empty() || password.size() != answer.size()) return false;
  unsigned difference = 0;
  for (std::size_t i = 0; i < answer.size(); ++i)
    difference |= static_cast<unsigned>(static_cast<unsigned char>(answer[i]) ^
                                        static_cast<unsigned char>(password[i]));
  return difference == 0;
}

}  // namespace wavix::module
