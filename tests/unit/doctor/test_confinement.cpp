// SPDX-License-Identifier: BSD-3-Clause
#include "doctor/confinement.hpp"

#include "check.hpp"

namespace {

using wavix::doctor::denial_in;

void selinux_refusing_one_of_us_is_seen() {
  const auto denial = denial_in("type=AVC msg=audit(1795370531.123:45): avc:  denied  { name_connect } for  "
                                "pid=7 comm=\"wavix2fa-verifie\" dest=443 permissive=0");
  CHECK(denial);
  CHECK_EQ(denial->by, "SELinux");
  CHECK(!denial->only_watched);
  CHECK_EQ(denial->at->time_since_epoch().count(), 1795370531);
}

void what_selinux_only_notes_is_told_apart() {
  CHECK(denial_in("avc:  denied  { read } comm=\"wavix2fa-verifie\" permissive=1")->only_watched);
}

void apparmor_refusing_one_of_us_is_seen() {
  const auto denial =
      denial_in("audit: type=1400 audit(1795370531.5:2): apparmor=\"DENIED\" operation=\"open\" "
                "profile=\"/usr/libexec/wavix2fa-verifier\"");
  CHECK(denial);
  CHECK_EQ(denial->by, "AppArmor");
  CHECK(!denial->only_watched);
  CHECK(denial_in("apparmor=\"ALLOWED\" profile=\"/usr/libexec/wavix2fa-verifier\"")->only_watched);
}

void what_is_about_others_or_no_refusal_is_passed_over() {
  CHECK(!denial_in("avc:  denied  { read } comm=\"httpd\" permissive=0"));
  CHECK(!denial_in("pam_wavix2fa(sshd:auth): verdict=forbidden user='denied'"));
  CHECK(!denial_in(""));
}

void a_time_that_is_none_is_no_time() {
  CHECK(!denial_in("avc:  denied  comm=\"wavix2fa-verifie\" audit(x")->at);
  CHECK(!denial_in("avc:  denied  comm=\"wavix2fa-verifie\"")->at);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("SELinux refusing one of us is seen", selinux_refusing_one_of_us_is_seen),
      TEST("what SELinux only notes is told apart", what_selinux_only_notes_is_told_apart),
      TEST("AppArmor refusing one of us is seen", apparmor_refusing_one_of_us_is_seen),
      TEST("what is about others, or no refusal, is passed over",
           what_is_about_others_or_no_refusal_is_passed_over),
      TEST("a time that is none is no time", a_time_that_is_none_is_no_time),
  };
  return cmocka_run_group_tests_name("doctor confinement", tests, nullptr, nullptr);
}
