// SPDX-License-Identifier: BSD-3-Clause

// All six verbs, for ever: a host that finds one missing fails (pam_sm_*(3)).
#include <security/pam_modules.h>

#include "module/login.hpp"

#define EXPORTED extern "C" __attribute__((visibility("default")))

EXPORTED int pam_sm_authenticate(pam_handle_t* pamh, int flags, int argc, const char** argv) {
  return wavix::module::authenticate(pamh, flags, argc, argv);
}

// sshd calls this in a process that never saw the authentication, and gives up on anything but success.
EXPORTED int pam_sm_setcred(pam_handle_t*, int, int, const char**) { return PAM_SUCCESS; }

EXPORTED int pam_sm_acct_mgmt(pam_handle_t*, int, int, const char**) { return PAM_IGNORE; }

EXPORTED int pam_sm_open_session(pam_handle_t*, int, int, const char**) { return PAM_IGNORE; }

EXPORTED int pam_sm_close_session(pam_handle_t*, int, int, const char**) { return PAM_IGNORE; }

EXPORTED int pam_sm_chauthtok(pam_handle_t*, int, int, const char**) { return PAM_IGNORE; }
