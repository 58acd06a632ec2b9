// SPDX-License-Identifier: BSD-3-Clause
#include "pamd/change.hpp"

#include <sstream>

#include "etc.hpp"
#include "pamd/line.hpp"

namespace {

using namespace wavix;
using namespace wavix::test;
using pamd::FirstFactor;

constexpr const char* debian_sshd =
    "# PAM configuration for the Secure Shell service\n\n@include common-auth\n\n"
    "account    required     pam_nologin.so\n@include common-account\n";
constexpr const char* fedora_sshd =
    "#%PAM-1.0\nauth       substack     password-auth\nauth       include      postlogin\n"
    "account    required     pam_nologin.so\n";
constexpr const char* fedora_su =
    "#%PAM-1.0\nauth\t\trequired\tpam_env.so\nauth\t\tsufficient\tpam_rootok.so\n"
    "auth\t\tsubstack\tsystem-auth\nauth\t\tinclude\t\tpostlogin\n";
constexpr const char* fedora_unix_alone =
    "auth required pam_env.so\nauth required pam_faildelay.so delay=2000000\n"
    "auth sufficient pam_unix.so nullok\nauth required pam_deny.so\n";

Etc& filled(Etc& etc, const std::string& system_auth = fedora_system_auth) {
  etc.write("common-auth", debian_common_auth);
  etc.write("common-account", "account required pam_unix.so\n");
  etc.write("system-auth", system_auth);
  etc.write("password-auth", system_auth);
  etc.write("postlogin", "session optional pam_umask.so silent\n");
  return etc;
}

/// The lines that PAM sees, with one blank between words.
std::string seen_by_pam(const std::string& text) {
  std::string seen;
  for (const auto& line : pamd::read_lines(text).lines) {
    for (const auto& word : pamd::words_of(line.text))
      seen += word + " ";
    seen += "\n";
  }
  return seen;
}
std::string example(const std::string& name) {
  std::ifstream file(EXAMPLES "/" + name);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}
std::string auth_lines(const std::string& text) {
  std::istringstream lines(seen_by_pam(text));
  std::string kept;
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with("auth ") || line.starts_with("@include common-auth")) kept += line + "\n";
  return kept;
}

/// What enabling makes of a file; it must be healthy, and disabling must bring back each byte.
std::string enabled(Etc& etc, const std::string& service, const std::string& text,
                    FirstFactor first = FirstFactor::password) {
  etc.write(service, text);
  const auto change = pamd::with_module(etc.tree(), service, first);
  if (!change) failed(__FILE__, __LINE__, change.error().reason);
  CHECK_EQ(change->before, text);
  etc.write(service, change->after);
  CHECK_EQ(told(pamd::examine(etc.tree(), service)), "");
  const auto back = pamd::without_module(etc.tree(), service);
  CHECK(back.has_value());
  CHECK_EQ(back->after, text);
  return change->after;
}
pamd::NoChange refusal(const Etc& etc, const std::string& service, const std::string& text) {
  etc.write(service, text);
  const auto change = pamd::with_module(etc.tree(), service, FirstFactor::password);
  CHECK(!change.has_value());
  return change.error();
}

void debian_s_services_get_a_line_after_common_auth() {
  Etc etc;
  CHECK_EQ(enabled(filled(etc), "sshd", debian_sshd),
           "# PAM configuration for the Secure Shell service\n\n@include common-auth\n"
           "# wavix2fa enable: \"wavix2fa disable sshd\" takes these lines out\n"
           "auth       required     pam_wavix2fa.so\n"
           "# wavix2fa enable, end\n\n"
           "account    required     pam_nologin.so\n@include common-account\n");
  CHECK_EQ(auth_lines(enabled(etc, "sudo", "session required pam_limits.so\n\n@include common-auth\n")),
           auth_lines(example("debian/sudo")));
}
void a_key_takes_the_password_s_place() {
  Etc etc;
  filled(etc);
  CHECK_EQ(auth_lines(enabled(etc, "sshd", debian_sshd, FirstFactor::key)),
           auth_lines(example("debian/sshd-key")));
  CHECK_EQ(auth_lines(enabled(etc, "sshd", fedora_sshd, FirstFactor::key)),
           auth_lines(example("fedora/sshd-key")));
}
void fedora_s_services_get_the_lines_of_the_examples() {
  Etc etc;
  filled(etc, fedora_unix_alone);
  CHECK_EQ(auth_lines(enabled(etc, "sshd", fedora_sshd)), auth_lines(example("fedora/sshd")));
  CHECK_EQ(auth_lines(enabled(etc, "sudo", "#%PAM-1.0\nauth       include      system-auth\n")),
           auth_lines(example("fedora/sudo")));
  const auto su = auth_lines(enabled(etc, "su", fedora_su));
  CHECK(su.find("auth sufficient pam_rootok.so \nauth required pam_env.so") != std::string::npos);
}
void sssd_s_accounts_are_kept() {
  Etc etc;
  CHECK(enabled(filled(etc), "sshd", fedora_sshd).find("pam_sss.so use_first_pass") != std::string::npos);
}
void another_service_gets_the_line_after_its_password() {
  Etc etc;
  CHECK(enabled(filled(etc), "vsftpd",
                "auth required pam_listfile.so item=user\nauth requisite pam_unix.so\\\n nullok")
            .ends_with(
                "pam_unix.so\\\n nullok\n# wavix2fa enable: \"wavix2fa disable vsftpd\" takes these lines "
                "out\nauth       required     pam_wavix2fa.so\n# wavix2fa enable, end"));
}
void a_vendor_s_file_gets_one_of_etc_before_it() {
  Etc etc;
  filled(etc).write_at("usr/lib/pam.d/sshd", debian_sshd);
  const auto change = pamd::with_module(etc.tree(), "sshd", FirstFactor::password);
  CHECK(change.has_value());
  CHECK(change->is_new);
  CHECK_EQ(change->file, "/etc/pam.d/sshd");
  etc.write("sshd", change->after);
  CHECK(pamd::without_module(etc.tree(), "sshd")->removes);
}
void what_cannot_be_done_is_refused_with_the_mend() {
  using Kind = pamd::NoChange::Kind;
  Etc etc;
  filled(etc);
  CHECK(pamd::with_module(etc.tree(), "nosuch", FirstFactor::password).error().kind == Kind::no_service);
  etc.write("su", "auth sufficient pam_rootok.so\n@include common-auth\n");
  CHECK_EQ(refusal(etc, "su-l", "auth include su\n").reason,
           "/etc/pam.d/su-l has its lines from su: wavix2fa enable su");
  CHECK(refusal(etc, "common-auth", "# see pam-auth-update(8)\nauth required pam_unix.so\n").kind ==
        Kind::generated);
  CHECK_EQ(refusal(etc, "sshd", "@include common-auth\nauth required pam_wavix2fa.so\n").reason,
           "/etc/pam.d/sshd:2 has the module already");
  CHECK_EQ(refusal(etc, "atd", "auth required pam_env.so\n").reason,
           "/etc/pam.d/atd asks for no password that a code could come after");
}
/// Why "auth substack password-auth" is not replaced, if `line` is in that file.
std::string loss_of(const std::string& line, FirstFactor first = FirstFactor::password) {
  Etc etc;
  filled(etc,
         "auth required pam_env.so\n" + line + "\nauth sufficient pam_unix.so\nauth required pam_deny.so\n");
  etc.write("sshd", fedora_sshd);
  const auto change = pamd::with_module(etc.tree(), "sshd", first);
  return change ? "" : change.error().reason;
}
void what_keeps_people_out_or_counts_their_passwords_does_not_get_lost() {
  for (const auto* line :
       {"auth required pam_faillock.so preauth", "auth required pam_access.so",
        "auth required pam_tally2.so deny=5",
        "auth required pam_listfile.so item=user sense=deny file=/etc/no", "auth optional pam_mount.so",
        "auth requisite pam_succeed_if.so uid >= 1000 quiet_success", "auth sufficient pam_krb5.so",
        "auth sufficient pam_sss.so domains=staff"})
    CHECK(loss_of(line).starts_with("/etc/pam.d/password-auth:2 has pam_"));
  CHECK_EQ(loss_of("auth sufficient pam_sss.so forward_pass"), "");
  for (const auto* line : {"auth required pam_access.so", "auth required pam_google_authenticator.so",
                           "auth required pam_nobody_knows.so"})
    CHECK(loss_of(line, FirstFactor::key).starts_with("/etc/pam.d/password-auth:2 has pam_"));
}
void what_only_a_password_is_for_goes_with_it() {
  for (const auto* line : {"auth required pam_faillock.so preauth", "auth optional pam_mount.so",
                           "auth sufficient pam_krb5.so", "auth optional pam_cap.so"})
    CHECK_EQ(loss_of(line, FirstFactor::key), "");
}
void a_line_by_hand_is_taken_out_and_nothing_else() {
  Etc etc;
  filled(etc).write(
      "sshd",
      "@include common-auth\n# ours\nauth required \\\n pam_wavix2fa.so debug\naccount required x.so\n");
  const auto change = pamd::without_module(etc.tree(), "sshd");
  CHECK(change.has_value());
  CHECK_EQ(change->after, "@include common-auth\n# ours\naccount required x.so\n");
}
void what_was_changed_beside_the_lines_stays() {
  Etc etc;
  const auto text = enabled(filled(etc), "sshd", fedora_sshd);
  etc.write("sshd", "# a word\n" + text + "session required pam_limits.so\n");
  CHECK_EQ(pamd::without_module(etc.tree(), "sshd")->after,
           "# a word\n" + std::string(fedora_sshd) + "session required pam_limits.so\n");
}
void a_line_that_others_include_is_not_taken_out() {
  Etc etc;
  filled(etc).write("common-auth", std::string(debian_common_auth) + "auth required pam_wavix2fa.so\n");
  etc.write("sshd", debian_sshd);
  CHECK_EQ(pamd::without_module(etc.tree(), "sshd").error().reason,
           "the module stands in /etc/pam.d/common-auth:6, which other services include");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("Debian's services get a line after common-auth", debian_s_services_get_a_line_after_common_auth),
      TEST("a key takes the password's place", a_key_takes_the_password_s_place),
      TEST("Fedora's services get the lines of the examples",
           fedora_s_services_get_the_lines_of_the_examples),
      TEST("sssd's accounts are kept", sssd_s_accounts_are_kept),
      TEST("another service gets the line after its password",
           another_service_gets_the_line_after_its_password),
      TEST("a vendor's file gets one of /etc before it", a_vendor_s_file_gets_one_of_etc_before_it),
      TEST("what cannot be done is refused, with the mend", what_cannot_be_done_is_refused_with_the_mend),
      TEST("what keeps people out or counts their passwords does not get lost",
           what_keeps_people_out_or_counts_their_passwords_does_not_get_lost),
      TEST("what only a password is for goes with it", what_only_a_password_is_for_goes_with_it),
      TEST("a line by hand is taken out, and nothing else", a_line_by_hand_is_taken_out_and_nothing_else),
      TEST("what was changed beside the lines stays", what_was_changed_beside_the_lines_stays),
      TEST("a line that others include is not taken out", a_line_that_others_include_is_not_taken_out),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
