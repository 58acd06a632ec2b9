// SPDX-License-Identifier: BSD-3-Clause

// What the verifier says in the end, and what libpam makes of it.
#include <dlfcn.h>
#include <security/pam_modules.h>

#include "check.hpp"
#include "host.hpp"

namespace {

using namespace wavix::test;

using Verb = int (*)(pam_handle_t*, int, int, const char**);

/// The module as libpam opens it.
class Module {
public:
  Module() : library_(::dlopen(MODULE, RTLD_NOW)) { CHECK(library_ != nullptr); }
  ~Module() { static_cast<void>(::dlclose(library_)); }
  Module(const Module&) = delete;
  Module& operator=(const Module&) = delete;
  Module(Module&&) = delete;
  Module& operator=(Module&&) = delete;

  [[nodiscard]] Verb verb(const char* name) const { return reinterpret_cast<Verb>(::dlsym(library_, name)); }

private:
  void* library_;
};

struct Expected {
  const char* verdict;
  int code;
};

constexpr Expected table[] = {
    {"internal", PAM_SYSTEM_ERR},
    {"verified", PAM_SUCCESS},
    {"exempt", PAM_IGNORE},
    {"10", PAM_SUCCESS},  // exempt, by policy.exempt_result
    {"refused", PAM_AUTH_ERR},
    {"exhausted", PAM_MAXTRIES},
    {"no-contact", PAM_USER_UNKNOWN},
    {"forbidden", PAM_PERM_DENIED},
    {"unavailable", PAM_AUTHINFO_UNAVAIL},
    {"no-dialogue", PAM_CONV_ERR},
    {"misconfigured", PAM_SERVICE_ERR},
};

std::string play(const Expected& expected) { return std::string("play=accept,verdict:") + expected.verdict; }

void each_verdict_is_the_pam_code_of_the_design() {
  const Module module;
  for (const auto& expected : table) {
    const auto argument = play(expected);
    const char* arguments[] = {"verifier=" FAKE_VERIFIER, argument.c_str()};
    const Host host({});
    CHECK_EQ(module.verb("pam_sm_authenticate")(host.handle(), 0, 2, arguments), expected.code);
  }
}

void libpam_passes_each_verdict_on() {
  for (const auto& expected : table) {
    Host alone({play(expected)});
    // A stack in which every module says PAM_IGNORE proves nothing, and so denies.
    CHECK_EQ(alone.authenticate(), expected.code == PAM_IGNORE ? PAM_PERM_DENIED : expected.code);
    Host second({play(expected), "auth required pam_permit.so\n"});
    CHECK_EQ(second.authenticate(), expected.code == PAM_IGNORE ? PAM_SUCCESS : expected.code);
  }
  CHECK(logged().empty());
}

void all_six_verbs_resolve() {
  const Module module;
  const Host host({});
  CHECK(module.verb("pam_sm_authenticate") != nullptr);
  CHECK_EQ(module.verb("pam_sm_setcred")(host.handle(), PAM_ESTABLISH_CRED, 0, nullptr), PAM_SUCCESS);
  for (const char* name :
       {"pam_sm_acct_mgmt", "pam_sm_open_session", "pam_sm_close_session", "pam_sm_chauthtok"})
    CHECK_EQ(module.verb(name)(host.handle(), 0, 0, nullptr), PAM_IGNORE);
  CHECK(module.verb("pam_sm_nonexistent") == nullptr);
}

void setcred_succeeds_before_and_after_an_authentication() {
  Host host({"play=accept,verdict:verified"});
  CHECK_EQ(pam_setcred(host.handle(), PAM_ESTABLISH_CRED), PAM_SUCCESS);
  CHECK_EQ(host.authenticate(), PAM_SUCCESS);
  CHECK_EQ(pam_setcred(host.handle(), PAM_ESTABLISH_CRED), PAM_SUCCESS);
  CHECK_EQ(pam_setcred(host.handle(), PAM_DELETE_CRED), PAM_SUCCESS);
}

void the_farewell_is_one_error_message() {
  Host host({"play=accept,ask,verdict:exhausted [text=No tries are left %s%n]"});
  CHECK_EQ(host.authenticate(), PAM_MAXTRIES);
  CHECK_EQ(host.shown.size(), 2U);
  CHECK(host.shown[1] == (Message{PAM_ERROR_MSG, "No tries are left %s%n"}));
}

void a_farewell_to_one_let_past_is_no_error() {
  for (const auto* const verdict : {"verified", "exempt", "10"}) {
    Host host({std::string("play=accept,verdict:") + verdict + " [text=Enrol until Monday]",
               "auth required pam_permit.so\n"});
    CHECK_EQ(host.authenticate(), PAM_SUCCESS);
    CHECK_EQ(host.shown.size(), 1U);
    CHECK(host.shown[0] == (Message{PAM_TEXT_INFO, "Enrol until Monday"}));
  }
}

void a_silent_host_gets_no_farewell() {
  Host host({"play=accept,ask,verdict:refused [text=The code has expired]"});
  CHECK_EQ(host.authenticate(PAM_SILENT), PAM_AUTH_ERR);
  CHECK_EQ(host.shown.size(), 1U);
  CHECK_EQ(host.shown[0].style, PAM_PROMPT_ECHO_ON);
}

void a_farewell_that_cannot_be_shown_changes_no_verdict() {
  Host host({"play=accept,verdict:verified text=Hello"});
  const pam_conv mute{[](int, const pam_message**, pam_response**, void*) { return PAM_CONV_ERR; }, nullptr};
  CHECK_EQ(pam_set_item(host.handle(), PAM_CONV, &mute), PAM_SUCCESS);
  CHECK_EQ(host.authenticate(), PAM_SUCCESS);
}

void a_final_verdict_answers_sudos_later_calls() {
  for (const auto& [verdict, code] :
       {Expected{"exhausted", PAM_MAXTRIES}, Expected{"forbidden", PAM_PERM_DENIED},
        Expected{"misconfigured", PAM_SERVICE_ERR}}) {
    Host host({std::string("starts=DIR/starts text=No. play=accept,ask,verdict:") + verdict});
    for (int call = 0; call < 3; ++call)
      CHECK_EQ(host.authenticate(), code);
    CHECK_EQ(count_lines(host.file("starts")), 1U);
    CHECK_EQ(host.shown.size(), 2U);
  }
}

void a_passing_verdict_leaves_the_next_call_a_start_of_its_own() {
  for (const auto& expected : table) {
    if (expected.code == PAM_MAXTRIES || expected.code == PAM_PERM_DENIED || expected.code == PAM_SERVICE_ERR)
      continue;
    Host host({"starts=DIR/starts " + play(expected), "auth required pam_permit.so\n"});
    const int first = host.authenticate();
    CHECK_EQ(host.authenticate(), first);
    CHECK_EQ(count_lines(host.file("starts")), 2U);
  }
}

// libpam unloads the modules when the service changes, and loads them where there is room.
void a_final_verdict_outlives_the_module_that_said_it() {
  Host host({"starts=DIR/starts play=accept,verdict:exhausted"});
  host.add_service("other", "auth optional pam_unix.so\nauth optional pam_permit.so\n"
                            "auth requisite " MODULE " verifier=/nonexistent\n");
  CHECK_EQ(host.authenticate(), PAM_MAXTRIES);
  CHECK_EQ(pam_set_item(host.handle(), PAM_SERVICE, "other"), PAM_SUCCESS);
  host.replies = {text("wrong")};
  CHECK_EQ(host.authenticate(), PAM_MAXTRIES);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("each verdict is the PAM code of the design", each_verdict_is_the_pam_code_of_the_design),
      TEST("libpam passes each verdict on", libpam_passes_each_verdict_on),
      TEST("all six verbs resolve", all_six_verbs_resolve),
      TEST("setcred succeeds before and after an authentication",
           setcred_succeeds_before_and_after_an_authentication),
      TEST("the farewell is one error message", the_farewell_is_one_error_message),
      TEST("a farewell to one let past is no error", a_farewell_to_one_let_past_is_no_error),
      TEST("a silent host gets no farewell", a_silent_host_gets_no_farewell),
      TEST("a farewell that cannot be shown changes no verdict",
           a_farewell_that_cannot_be_shown_changes_no_verdict),
      TEST("a final verdict answers sudo's later calls", a_final_verdict_answers_sudos_later_calls),
      TEST("a passing verdict leaves the next call a start of its own",
           a_passing_verdict_leaves_the_next_call_a_start_of_its_own),
      TEST("a final verdict outlives the module that said it",
           a_final_verdict_outlives_the_module_that_said_it),
  };
  return cmocka_run_group_tests_name("module verdicts", tests, nullptr, nullptr);
}
