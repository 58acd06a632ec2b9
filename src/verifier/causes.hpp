// SPDX-License-Identifier: BSD-3-Clause
#pragma once

/// Why a login ended, as the administrator reads it in the log, with the mend where there is one.
namespace wavix::verifier {

inline constexpr const char* cause_no_phone = "the contact sources have no phone for the user";
inline constexpr const char* cause_wrong_codes = "every code typed was wrong";
inline constexpr const char* cause_empty_answers = "three empty answers in a row: nobody is at the prompt";
inline constexpr const char* cause_prompts = "12 prompts without the right code";
inline constexpr const char* cause_deadline = "code.login_timeout passed";
inline constexpr const char* cause_decoy =
    "the contact sources have no phone for the user, who was asked for show (users.unmapped = decoy)";
inline constexpr const char* cause_end_of_file = "no answer: end of file at the prompt";
inline constexpr const char* cause_aborted = "the prompt was aborted, or the program cannot show one";
inline constexpr const char* cause_host_gone = "the program went away: disconnected, timed out or killed";
inline constexpr const char* cause_password_answers =
    "the program answers every prompt with the account's password";
inline constexpr const char* cause_sshd_password_method =
    "sshd's password method cannot ask for a code; set 'KbdInteractiveAuthentication yes' and "
    "'PasswordAuthentication no' in sshd_config";
inline constexpr const char* cause_root_refused = "sshd refuses root whatever is answered; 'PermitRootLogin "
                                                  "yes' in sshd_config lets root in with key and code "
                                                  "('prohibit-password' does not)";
inline constexpr const char* cause_user_refused =
    "sshd refuses this user whatever is answered; see AllowUsers, DenyUsers, AllowGroups, DenyGroups and "
    "PermitRootLogin in sshd_config, and the account's shell";

}  // namespace wavix::verifier
