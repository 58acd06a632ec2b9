// SPDX-License-Identifier: BSD-3-Clause
#include "contacts/ldap_failure.hpp"

#include <ldap.h>

#include <string>

#include "check.hpp"

namespace {

using wavix::contacts::ldap_failure;
using Kind = wavix::contacts::LookupError::Kind;

void what_another_server_may_do_better_is_unavailable() {
  for (const int code : {LDAP_BUSY, LDAP_UNAVAILABLE, LDAP_UNWILLING_TO_PERFORM, LDAP_OTHER,
                         LDAP_PROTOCOL_ERROR, LDAP_SERVER_DOWN, LDAP_CONNECT_ERROR, LDAP_TIMEOUT,
                         LDAP_TIMELIMIT_EXCEEDED, LDAP_DECODING_ERROR, 12345})
    CHECK(ldap_failure(code, "search", "").kind == Kind::unavailable);
}

void what_a_person_must_mend_is_misconfigured() {
  for (const int code :
       {LDAP_INVALID_CREDENTIALS, LDAP_INVALID_DN_SYNTAX, LDAP_FILTER_ERROR, LDAP_INSUFFICIENT_ACCESS,
        LDAP_CONFIDENTIALITY_REQUIRED, LDAP_STRONG_AUTH_REQUIRED, LDAP_NO_SUCH_OBJECT, LDAP_REFERRAL,
        LDAP_SIZELIMIT_EXCEEDED, LDAP_OPERATIONS_ERROR, LDAP_ADMINLIMIT_EXCEEDED}) {
    const auto error = ldap_failure(code, "search", "");
    CHECK(error.kind == Kind::misconfigured);
    CHECK(error.reason.find("ldap.") != std::string::npos);
  }
}

void a_reason_says_what_was_done_and_what_was_told() {
  CHECK_EQ(ldap_failure(LDAP_BUSY, "search", "").reason, "search: Server is busy");
  CHECK_EQ(ldap_failure(LDAP_INVALID_CREDENTIALS, "bind", "80090308: data 52e").reason,
           "bind: Invalid credentials (********: data 52e); see ldap.bind_dn and ldap.bind_password_file");
  CHECK_EQ(ldap_failure(LDAP_TIMEOUT, "TLS", "").reason, "TLS: does not answer in time");
}

void what_a_server_tells_is_made_fit_for_a_log() {
  CHECK_EQ(ldap_failure(LDAP_BUSY, "search", "\033[2J+37128782931\n").reason,
           "search: Server is busy (?[2J+***********?)");
  CHECK(ldap_failure(LDAP_BUSY, "search", std::string(5000, 'x')).reason.size() < 200);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("what another server may do better is unavailable",
           what_another_server_may_do_better_is_unavailable),
      TEST("what a person must mend is misconfigured", what_a_person_must_mend_is_misconfigured),
      TEST("a reason says what was done and what was told", a_reason_says_what_was_done_and_what_was_told),
      TEST("what a server tells is made fit for a log", what_a_server_tells_is_made_fit_for_a_log),
  };
  return cmocka_run_group_tests_name("contacts ldap_failure", tests, nullptr, nullptr);
}
