// SPDX-License-Identifier: BSD-3-Clause
#include "pamd/examine.hpp"

#include "etc.hpp"

namespace {

using namespace wavix;
using namespace wavix::test;

std::string mend_of(const std::string& text, const std::string& service = "sshd") {
  const auto all = examined(text, service);
  CHECK(!all.empty());
  return all.front().mend;
}

void a_service_without_the_module_has_a_note() {
  CHECK_EQ(found("@include common-auth\n"), "absent /etc/pam.d/sshd:0");
}

void after_an_include_with_a_sufficient_it_is_never_called() {
  const auto* text = "auth include system-auth\nauth required pam_wavix2fa.so\n";
  CHECK(found(text).starts_with("skipped /etc/pam.d/sshd:1"));
  CHECK(mend_of(text).starts_with("make it: auth requisite pam_unix.so nullok"));
}
void after_a_substack_it_is_reached_with_a_wrong_password() {
  const auto* text = "auth substack password-auth\nauth required pam_wavix2fa.so\n";
  CHECK_EQ(found(text), "reached-after-wrong-password /etc/pam.d/sshd:1");
  CHECK(mend_of(text).starts_with("make it: auth requisite pam_"));
}
void after_required_it_is_reached_with_a_wrong_password() {
  const auto* text = "auth required pam_unix.so try_first_pass\nauth required pam_wavix2fa.so\n";
  CHECK_EQ(found(text), "reached-after-wrong-password /etc/pam.d/sshd:1");
  CHECK_EQ(mend_of(text), "make it: auth requisite pam_unix.so try_first_pass");
}
void what_ends_the_stack_before_it_skips_it() {
  for (const auto* first : {"auth sufficient pam_unix.so\n", "auth [success=done default=die] pam_unix.so\n",
                            "auth [success=1 default=die] pam_unix.so\n"}) {
    const auto all =
        examined(std::string(first) + "auth required pam_wavix2fa.so\nauth required pam_permit.so\n");
    CHECK_EQ(all.front().id, "skipped");
    CHECK_EQ(all.front().place.line, 1U);
  }
}
void faillock_s_authsucc_as_sufficient_skips_it() {
  CHECK_EQ(found("auth requisite pam_unix.so\nauth sufficient pam_faillock.so authsucc\nauth required "
                 "pam_wavix2fa.so\n"),
           "skipped /etc/pam.d/sshd:2");
}
void in_debian_s_primary_block_the_password_jumps_past_it() {
  const auto* block = "auth [success=2 default=ignore] pam_unix.so nullok\nauth required pam_wavix2fa.so\n"
                      "auth requisite pam_deny.so\nauth required pam_permit.so\n";
  const auto all = examined("@include common-auth\n", "sshd", block);
  CHECK_EQ(all.front().id, "skipped");
  CHECK_EQ(all.front().mend,
           "take the module out of /etc/pam.d/common-auth, and put after \"@include common-auth\" in "
           "/etc/pam.d/sshd: auth required pam_wavix2fa.so");
}
void in_debian_s_primary_block_before_deny_nobody_gets_in() {
  const auto* block = "auth [success=1 default=ignore] pam_unix.so nullok\nauth required pam_wavix2fa.so\n"
                      "auth requisite pam_deny.so\nauth required pam_permit.so\n";
  CHECK(found("@include common-auth\n", "sshd", block).find("nobody-gets-in") != std::string::npos);
}
void a_control_that_does_not_bind_lets_people_past() {
  for (const auto* control : {"optional", "sufficient", "[success=ok default=ignore]",
                              "[success=ok authinfo_unavail=ignore ignore=ignore default=die]"}) {
    const auto text = "@include common-auth\nauth " + std::string(control) + " pam_wavix2fa.so\n";
    CHECK_EQ(found(text), "not-binding /etc/pam.d/sshd:2");
    CHECK_EQ(mend_of(text), "make it: auth required pam_wavix2fa.so");
  }
}
void a_control_that_binds_is_healthy() {
  for (const auto* control : {"required", "requisite", "[success=ok ignore=ignore default=die]"})
    CHECK_EQ(found("@include common-auth\nauth " + std::string(control) + " pam_wavix2fa.so\n"), "");
}
void ignore_that_denies_is_told() {
  CHECK_EQ(found("@include common-auth\nauth [success=ok default=die] pam_wavix2fa.so\n"),
           "exempt-denied /etc/pam.d/sshd:2");
  CHECK_EQ(found("auth required pam_wavix2fa.so\n"), "exempt-denied /etc/pam.d/sshd:1");
  CHECK_EQ(found("auth required pam_wavix2fa.so policy.exempt_result=success\n"), "");
}
void before_the_password_anybody_makes_us_send() {
  CHECK_EQ(found("auth required pam_wavix2fa.so\n@include common-auth\n"),
           "reached-before-password /etc/pam.d/sshd:1");
}
void sufficient_before_the_password_needs_none() {
  CHECK_EQ(found("auth sufficient pam_wavix2fa.so\nauth required pam_unix.so\n"),
           "code-alone /etc/pam.d/sshd:1, not-binding /etc/pam.d/sshd:1, reached-before-password "
           "/etc/pam.d/sshd:1");
}
void twice_asks_twice() {
  CHECK_EQ(found("@include common-auth\nauth required pam_wavix2fa.so\nauth required pam_wavix2fa.so\n"),
           "called-twice /etc/pam.d/sshd:3");
}
void rootok_is_wanted_in_su_and_a_hole_in_sshd() {
  const auto* text = "auth sufficient pam_rootok.so\n@include common-auth\nauth required pam_wavix2fa.so\n";
  CHECK_EQ(found(text, "su"), "");
  CHECK(!found(text, "sshd").empty());
}
void a_group_that_needs_no_code_is_a_warning() {
  const auto all =
      examined("@include common-auth\nauth [success=1 default=ignore] pam_succeed_if.so user ingroup robots\n"
               "auth required pam_wavix2fa.so\n");
  CHECK_EQ(told(all), "skipped-for-some /etc/pam.d/sshd:2");
  CHECK(all.front().severity == pamd::Severity::warning);
}
void another_second_factor_that_suffices_is_a_warning() {
  const auto all =
      examined("@include common-auth\nauth sufficient pam_u2f.so\nauth required pam_wavix2fa.so\n");
  CHECK_EQ(told(all), "skipped-by-other-factor /etc/pam.d/sshd:2");
  CHECK(all.front().severity == pamd::Severity::warning);
}
void services_that_leaves_the_service_out_is_told() {
  const auto* line = "@include common-auth\nauth required pam_wavix2fa.so services=su,sudo\n";
  CHECK(found(line).starts_with("service-left-out /etc/pam.d/sshd:2"));
  CHECK_EQ(found(line, "sudo"), "");
}
void misspelt_words_are_told_and_deny() {
  CHECK(found("@include common-auth\nauth requird pam_wavix2fa.so\n")
            .starts_with("misspelt-control /etc/pam.d/sshd:2"));
  CHECK(found("@include common-auth\nauht required pam_x.so\nauth required pam_wavix2fa.so\n")
            .starts_with("misspelt-type /etc/pam.d/sshd:2"));
  CHECK(found("@include comon-auth\nauth required pam_wavix2fa.so\n")
            .starts_with("bad-include /etc/pam.d/sshd:1"));
}
void a_missing_module_is_told() {
  const Etc etc;
  etc.write("common-auth", debian_common_auth);
  for (const auto* there : {"pam_unix.so", "pam_deny.so", "pam_permit.so", "pam_cap.so"})
    etc.write_at(std::string("lib/security/") + there, "");
  auto tree = etc.tree();
  tree.module_folders = {"/lib/security"};
  etc.write("sshd", "@include common-auth\nauth required pam_wavix2fa.so\n");
  CHECK_EQ(told(pamd::examine(tree, "sshd")), "missing-module /etc/pam.d/sshd:2");
  etc.write("sshd", "@include common-auth\nauth [success=ok default=ignore] pam_wavix2fa.so\n");
  CHECK_EQ(told(pamd::examine(tree, "sshd")),
           "missing-module /etc/pam.d/sshd:2, not-binding /etc/pam.d/sshd:2");
}
void a_shared_file_names_who_else_is_asked() {
  const Etc etc;
  const auto block = std::string(debian_common_auth) + "auth required pam_wavix2fa.so\n";
  etc.write("common-auth", block);
  for (const auto* service : {"cron", "sshd", "xscreensaver"})
    etc.write(service, "@include common-auth\n");
  const auto all = pamd::examine(etc.tree(), "sshd");
  CHECK_EQ(told(all), "shared-file /etc/pam.d/common-auth:6");
  CHECK(all.front().what.ends_with("cron, xscreensaver"));
  etc.write("common-auth", std::string(debian_common_auth) + "auth required pam_wavix2fa.so services=sshd\n");
  CHECK_EQ(told(pamd::examine(etc.tree(), "sshd")), "");
}
void the_module_alone_is_healthy_behind_sshd_s_key_only() {
  const auto* text = "auth required pam_permit.so\nauth required pam_wavix2fa.so\n";
  CHECK_EQ(found(text, "sshd"), "");
  CHECK_EQ(found(text, "sudo"), "no-first-factor /etc/pam.d/sudo:2");
}
void sssd_beside_unix_as_pam_auth_update_writes_it_is_healthy() {
  CHECK_EQ(
      found("@include common-auth\nauth required pam_wavix2fa.so\n", "sshd",
            "auth [success=2 default=ignore] pam_unix.so nullok\nauth [success=1 default=ignore] pam_sss.so "
            "use_first_pass\nauth requisite pam_deny.so\nauth required pam_permit.so\nauth optional "
            "pam_cap.so\n"),
      "");
}
void faillock_as_its_manual_has_it_is_healthy() {
  CHECK_EQ(found("auth requisite pam_faillock.so preauth\nauth [success=1 default=bad] pam_unix.so\nauth "
                 "[default=die] "
                 "pam_faillock.so authfail\nauth required pam_faillock.so authsucc\nauth required "
                 "pam_wavix2fa.so\n"),
           "");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a service without the module has a note", a_service_without_the_module_has_a_note),
      TEST("after an include with a sufficient it is never called",
           after_an_include_with_a_sufficient_it_is_never_called),
      TEST("after a substack it is reached with a wrong password",
           after_a_substack_it_is_reached_with_a_wrong_password),
      TEST("after required it is reached with a wrong password",
           after_required_it_is_reached_with_a_wrong_password),
      TEST("what ends the stack before it skips it", what_ends_the_stack_before_it_skips_it),
      TEST("faillock's authsucc as sufficient skips it", faillock_s_authsucc_as_sufficient_skips_it),
      TEST("in Debian's primary block the password jumps past it",
           in_debian_s_primary_block_the_password_jumps_past_it),
      TEST("in Debian's primary block before deny nobody gets in",
           in_debian_s_primary_block_before_deny_nobody_gets_in),
      TEST("a control that does not bind lets people past", a_control_that_does_not_bind_lets_people_past),
      TEST("a control that binds is healthy", a_control_that_binds_is_healthy),
      TEST("IGNORE that denies is told", ignore_that_denies_is_told),
      TEST("before the password anybody makes us send", before_the_password_anybody_makes_us_send),
      TEST("sufficient before the password needs none", sufficient_before_the_password_needs_none),
      TEST("twice asks twice", twice_asks_twice),
      TEST("rootok is wanted in su, and a hole in sshd", rootok_is_wanted_in_su_and_a_hole_in_sshd),
      TEST("a group that needs no code is a warning", a_group_that_needs_no_code_is_a_warning),
      TEST("another second factor that suffices is a warning",
           another_second_factor_that_suffices_is_a_warning),
      TEST("services= that leaves the service out is told", services_that_leaves_the_service_out_is_told),
      TEST("misspelt words are told, and deny", misspelt_words_are_told_and_deny),
      TEST("a missing module is told", a_missing_module_is_told),
      TEST("a shared file names who else is asked", a_shared_file_names_who_else_is_asked),
      TEST("the module alone is healthy behind sshd's key only",
           the_module_alone_is_healthy_behind_sshd_s_key_only),
      TEST("sssd beside unix as pam-auth-update writes it is healthy",
           sssd_beside_unix_as_pam_auth_update_writes_it_is_healthy),
      TEST("faillock as its manual has it is healthy", faillock_as_its_manual_has_it_is_healthy),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
