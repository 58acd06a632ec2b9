// SPDX-License-Identifier: BSD-3-Clause

// What the module itself understands of its line in pam.d.
#include "check.hpp"
#include "host.hpp"

namespace {

using namespace wavix::test;

/// The stack's result under a module that says yes, so that PAM_IGNORE is PAM_SUCCESS.
int result(const std::string& arguments, const std::string& verifier, const std::string& service = "sshd") {
  Login login;
  login.arguments = arguments;
  login.before = "auth required pam_permit.so\n";
  login.verifier = verifier;
  login.service = service;
  Host host(login);
  return host.authenticate();
}

constexpr const char* missing = "/nonexistent";

void a_service_that_is_not_named_is_left_alone() {
  forget_log();
  for (const char* list : {"sudo", "sudo,su", "ssh", "sshd2", "ssh,d", "xsshd,sshdx"})
    CHECK_EQ(result(std::string("services=") + list, missing), PAM_SUCCESS);
  CHECK(logged().empty());
}

void no_user_is_asked_for_where_the_service_is_not_named() {
  Login login{"services=sudo"};
  login.user = nullptr;
  Host host(login);
  CHECK_EQ(host.authenticate(), PAM_PERM_DENIED);
  CHECK(host.shown.empty());
}

void a_service_that_is_named_is_ours() {
  for (const char* list : {"sshd", "sudo,sshd", "sshd,sudo", "su,sshd,sudo"})
    CHECK_EQ(result(std::string("play=accept,verdict:refused services=") + list, FAKE_VERIFIER),
             PAM_AUTH_ERR);
}

void every_service_is_ours_where_none_is_named() {
  for (const char* service : {"sshd", "sudo-i", "other"})
    CHECK_EQ(result("play=accept,verdict:refused", FAKE_VERIFIER, service), PAM_AUTH_ERR);
}

// libpam writes every service in small letters.
void letters_may_be_small_or_capital() {
  CHECK_EQ(result("play=accept,verdict:refused services=SSHD", FAKE_VERIFIER), PAM_AUTH_ERR);
  CHECK_EQ(result("services=SSHD", missing, "sudo"), PAM_SUCCESS);
}

void a_list_with_a_slip_in_it_denies() {
  for (const char* argument :
       {"services=", "services=,", "services=sudo,", "services=,sudo", "services=sudo,,su",
        "services=sudo services=su", "[services=sudo, su]", "services=sudo;sshd", "services=sudo:su",
        "services=/etc/pam.d/sudo", "services=\"sudo\""}) {
    forget_log();
    CHECK_EQ(result(argument, missing), PAM_SERVICE_ERR);
    CHECK(logged_line().starts_with("verdict=misconfigured cause=\"pam.d argument: services= "));
  }
}

void a_slip_elsewhere_is_nothing_to_services_that_are_not_ours() {
  forget_log();
  CHECK_EQ(result("services=sudo verifier=relative", ""), PAM_SUCCESS);
  CHECK_EQ(logged().size(), 0U);
  CHECK_EQ(result("services=sshd verifier=relative", ""), PAM_SERVICE_ERR);
}

void the_verifier_needs_an_absolute_path() {
  for (const char* verifier : {"wavix2fa-verifier", "./wavix2fa-verifier", "verifier=/bin/true"}) {
    forget_log();
    CHECK_EQ(result("", verifier), PAM_SERVICE_ERR);
    CHECK_EQ(logged_line(),
             "verdict=misconfigured cause=\"pam.d argument: verifier= needs an absolute path\"");
  }
  forget_log();
  CHECK_EQ(result("verifier=", ""), PAM_SERVICE_ERR);
  CHECK_EQ(logged().size(), 1U);
  CHECK_EQ(result("verifier=/bin/true", FAKE_VERIFIER), PAM_SERVICE_ERR);
  CHECK_EQ(logged().back(), "verdict=misconfigured cause=\"pam.d argument: verifier= is given twice\"");
}

void a_thirteenth_argument_of_the_verifiers_denies() {
  forget_log();
  const std::string twelve = "play=accept,verdict:verified b c d e f g h i j k l";
  CHECK_EQ(result(twelve, FAKE_VERIFIER), PAM_SUCCESS);
  CHECK_EQ(result("services=sshd " + twelve + " m", FAKE_VERIFIER), PAM_SERVICE_ERR);
  CHECK_EQ(logged().size(), 1U);
}

void a_denial_says_nothing_to_the_person() {
  Host host({"services="});
  CHECK_EQ(host.authenticate(), PAM_SERVICE_ERR);
  CHECK(host.shown.empty());
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a service that is not named is left alone", a_service_that_is_not_named_is_left_alone),
      TEST("no user is asked for where the service is not named",
           no_user_is_asked_for_where_the_service_is_not_named),
      TEST("a service that is named is ours", a_service_that_is_named_is_ours),
      TEST("every service is ours where none is named", every_service_is_ours_where_none_is_named),
      TEST("letters may be small or capital", letters_may_be_small_or_capital),
      TEST("a list with a slip in it denies", a_list_with_a_slip_in_it_denies),
      TEST("a slip elsewhere is nothing to services that are not ours",
           a_slip_elsewhere_is_nothing_to_services_that_are_not_ours),
      TEST("the verifier needs an absolute path", the_verifier_needs_an_absolute_path),
      TEST("a thirteenth argument of the verifier's denies", a_thirteenth_argument_of_the_verifiers_denies),
      TEST("a denial says nothing to the person", a_denial_says_nothing_to_the_person),
  };
  return cmocka_run_group_tests_name("module arguments", tests, nullptr, nullptr);
}
