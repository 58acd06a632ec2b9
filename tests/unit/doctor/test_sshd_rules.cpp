// SPDX-License-Identifier: BSD-3-Clause
#include "doctor/sshd_rules.hpp"

#include "check.hpp"

namespace {

using namespace std::chrono_literals;
using wavix::doctor::judge_sshd;
using wavix::doctor::SshdNeeds;
using wavix::doctor::SshdSettings;

constexpr const char* well = "usepam yes\npubkeyauthentication yes\nkbdinteractiveauthentication yes\n"
                             "passwordauthentication no\npermitrootlogin without-password\n"
                             "logingracetime 120\nmaxauthtries 6\n";

/// The ids of what is wrong with `settings`, the first of which count, and `well` below them.
std::string wrong(const std::string& settings, const SshdNeeds& needs = {.login_timeout = 110s}) {
  std::string ids;
  for (const auto& fault : judge_sshd(SshdSettings::parse(settings + "\n" + well), needs))
    ids += (ids.empty() ? "" : " ") + fault.id;
  return ids;
}

void a_key_and_a_code_or_a_password_and_a_code_is_well() {
  CHECK_EQ(wrong("authenticationmethods publickey,keyboard-interactive:pam"), "");
  CHECK_EQ(wrong("authenticationmethods keyboard-interactive"), "");
  CHECK_EQ(wrong("AuthenticationMethods PublicKey,Keyboard-Interactive:pam"), "");
}

void each_list_of_methods_is_a_way_in() {
  CHECK_EQ(wrong("authenticationmethods publickey,keyboard-interactive:pam publickey"), "key-alone");
  CHECK_EQ(wrong("authenticationmethods publickey,keyboard-interactive hostbased"), "");
  CHECK_EQ(
      wrong("authenticationmethods publickey,keyboard-interactive hostbased\nhostbasedauthentication yes"),
      "key-alone");
  CHECK_EQ(wrong("authenticationmethods publickey,publickey keyboard-interactive"), "key-alone");
  CHECK_EQ(wrong("authenticationmethods publickey,keyboard-interactive:bsdauth"), "key-alone");
}

void without_methods_each_that_is_on_is_a_way_in() {
  CHECK_EQ(wrong("authenticationmethods any"), "key-alone");
  CHECK_EQ(wrong("pubkeyauthentication no"), "");
  CHECK_EQ(wrong("pubkeyauthentication no\ngssapiauthentication yes"), "key-alone");
}

void what_can_show_no_question_is_no_way_to_a_code() {
  CHECK_EQ(wrong("pubkeyauthentication no\nkbdinteractiveauthentication no\npasswordauthentication yes"),
           "kbdinteractive-off");
  CHECK_EQ(wrong("pubkeyauthentication no\npasswordauthentication yes"), "password-method");
  CHECK_EQ(wrong("authenticationmethods password\npasswordauthentication yes"), "no-way-in");
}

void without_pam_nothing_else_is_said() {
  CHECK_EQ(wrong("usepam no\nkbdinteractiveauthentication no\nlogingracetime 1"), "usepam-off");
}

void a_code_needs_a_key_before_it_where_pam_asks_for_nothing_else() {
  const SshdNeeds needs{.login_timeout = 110s, .pam_has_factor = false};
  CHECK_EQ(wrong("authenticationmethods publickey,keyboard-interactive:pam", needs), "");
  CHECK_EQ(wrong("authenticationmethods keyboard-interactive:pam", needs), "code-alone");
  CHECK_EQ(wrong("authenticationmethods keyboard-interactive:pam,publickey", needs), "code-alone");
}

void roots_keys_count_where_the_connection_is_roots() {
  const std::string methods = "authenticationmethods publickey,keyboard-interactive:pam\n";
  const SshdNeeds roots{.login_timeout = 110s, .root_has_keys = true, .is_root = true};
  CHECK_EQ(wrong(methods, roots), "root-prohibit-password");
  CHECK_EQ(wrong(methods + "permitrootlogin yes", roots), "");
  CHECK_EQ(wrong(methods + "permitrootlogin no", roots), "");
  CHECK_EQ(wrong(methods, {.login_timeout = 110s, .root_has_keys = false, .is_root = true}), "");
}

void sshd_must_wait_longer_than_we_do() {
  const std::string methods = "authenticationmethods keyboard-interactive:pam\n";
  CHECK_EQ(wrong(methods + "logingracetime 110"), "grace-time-short");
  CHECK_EQ(wrong(methods + "logingracetime 111"), "");
  CHECK_EQ(wrong(methods + "logingracetime 0"), "");
  CHECK_EQ(wrong(methods + "logingracetime 60", {.login_timeout = 50s}), "");
}

void the_old_name_of_keyboard_interactive_is_known() {
  const auto settings = SshdSettings::parse("challengeresponseauthentication yes\n");
  CHECK(settings.is_on("kbdinteractiveauthentication"));
  CHECK_EQ(settings.value("nothing"), "");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a key and a code, or a password and a code, is well",
           a_key_and_a_code_or_a_password_and_a_code_is_well),
      TEST("each list of methods is a way in", each_list_of_methods_is_a_way_in),
      TEST("without methods each that is on is a way in", without_methods_each_that_is_on_is_a_way_in),
      TEST("what can show no question is no way to a code", what_can_show_no_question_is_no_way_to_a_code),
      TEST("without PAM nothing else is said", without_pam_nothing_else_is_said),
      TEST("a code needs a key before it where PAM asks for nothing else",
           a_code_needs_a_key_before_it_where_pam_asks_for_nothing_else),
      TEST("root's keys count where the connection is root's",
           roots_keys_count_where_the_connection_is_roots),
      TEST("sshd must wait longer than we do", sshd_must_wait_longer_than_we_do),
      TEST("the old name of keyboard-interactive is known", the_old_name_of_keyboard_interactive_is_known),
  };
  return cmocka_run_group_tests_name("doctor sshd_rules", tests, nullptr, nullptr);
}
