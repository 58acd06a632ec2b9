// SPDX-License-Identifier: BSD-3-Clause

// A first factor that leaves its argument behind as the account's password, as pam_unix does; "sshd-junk"
// stands for what sshd feeds it for a user that it will refuse.
#include <security/pam_modules.h>

#include <string_view>

#define EXPORTED extern "C" __attribute__((visibility("default")))

EXPORTED int pam_sm_authenticate(pam_handle_t* pamh, int, int argc, const char** argv) {
  if (argc != 1) return PAM_SERVICE_ERR;
  const bool refused = std::string_view(argv[0]) == "sshd-junk";
  return pam_set_item(pamh, PAM_AUTHTOK, refused ? "\b\n\r\177INCORRECT\b\n" : argv[0]);
}

EXPORTED int pam_sm_setcred(pam_handle_t*, int, int, const char**) { return PAM_SUCCESS; }
