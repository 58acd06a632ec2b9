// SPDX-License-Identifier: BSD-3-Clause
// What needs no directory. The rest: tests/system/test_ldap.py, by a real one.
#include "contacts/ldap_source.hpp"

#include <string>
#include <utility>

#include "check.hpp"

namespace {

using wavix::contacts::find_in_ldap;
using wavix::contacts::LdapSettings;
using Kind = wavix::contacts::LookupError::Kind;

/// Port 1 of this machine, where nobody listens.
LdapSettings settings(std::string uri = "ldaps://127.0.0.1:1") {
  LdapSettings result;
  result.uris = {std::move(uri)};
  result.phone_attributes = {"mobile"};
  return result;
}

std::string reason_for(const LdapSettings& settings, Kind kind) {
  const auto found = find_in_ldap(settings, "alice", "");
  CHECK(!found);
  if (found.error().kind != kind) wavix::test::failed(__FILE__, __LINE__, "kind of: " + found.error().reason);
  return found.error().reason;
}

void a_bind_without_a_password_is_never_made() {
  auto wrong = settings();
  wrong.bind_dn = "cn=reader";
  CHECK_EQ(reason_for(wrong, Kind::misconfigured), "ldap.bind_dn has no password");
}

void settings_that_cannot_work_are_misconfigured() {
  auto wrong = settings();
  wrong.filter = "(uid=*)";
  CHECK_EQ(reason_for(wrong, Kind::misconfigured),
           "ldap.filter has neither %u nor %U, so it would find anybody");
  wrong = settings();
  wrong.phone_attributes.clear();
  CHECK_EQ(reason_for(wrong, Kind::misconfigured), "ldap.phone_attributes names no attribute");
  wrong = settings();
  wrong.uris.clear();
  CHECK_EQ(reason_for(wrong, Kind::misconfigured), "ldap.uri names no server");
}

void a_uri_names_a_server_and_nothing_else() {
  const auto reason = [](const std::string& uri) { return reason_for(settings(uri), Kind::misconfigured); };
  for (const auto* const uri : {"", "dc1", "http://dc1", "cldap://dc1", "ldap://dc1:x"})
    CHECK_EQ(reason(uri),
             std::string(uri) + ": is none of ldaps://HOST, ldap://HOST and ldapi://%2FPATH; see ldap.uri");
  for (const auto* const uri : {"ldap://", "ldaps://:636", "ldap://user@dc1", "ldap://a b"})
    CHECK_EQ(reason(uri), std::string(uri) + ": names no host; see ldap.uri");
  for (const auto* const uri :
       {"ldap://dc1/", "ldap://dc1/dc=example", "ldaps://dc1/dc=example??sub", "ldap://dc1?x"})
    CHECK_EQ(reason(uri), std::string(uri) + ": has more than a server in it; see ldap.uri");
  CHECK_EQ(reason("ldap://dc1:65536"), "ldap://dc1:65536: has a port that does not exist; see ldap.uri");
  CHECK_EQ(reason("ldapi://"),
           "ldapi://: names no socket, as ldapi://%2Frun%2Fslapd%2Fldapi does; see ldap.uri");
}

void whom_a_directory_would_take_for_somebody_else_it_is_not_asked_for() {
  for (const auto* const user : {"", " ", "alice ", " alice"}) {
    const auto found = find_in_ldap(settings(), user, "");
    CHECK(found.has_value());
    CHECK(!found->known && !found->contact && found->notes.empty());
  }
}

void servers_that_are_down_are_all_named() {
  auto down = settings();
  down.uris = {"ldaps://127.0.0.1:1", "ldap://[::1]:1", "ldapi://%2Fnonexistent"};
  const auto reason = reason_for(down, Kind::unavailable);
  CHECK(reason.starts_with("ldaps://127.0.0.1:1: connect: Connection refused; ldap://[::1]:1: connect: "));
  CHECK(reason.ends_with("; ldapi://%2Fnonexistent: connect: No such file or directory"));
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a bind without a password is never made", a_bind_without_a_password_is_never_made),
      TEST("settings that cannot work are misconfigured", settings_that_cannot_work_are_misconfigured),
      TEST("a URI names a server and nothing else", a_uri_names_a_server_and_nothing_else),
      TEST("whom a directory would take for somebody else, it is not asked for",
           whom_a_directory_would_take_for_somebody_else_it_is_not_asked_for),
      TEST("servers that are down are all named", servers_that_are_down_are_all_named),
  };
  return cmocka_run_group_tests_name("contacts ldap_source", tests, nullptr, nullptr);
}
