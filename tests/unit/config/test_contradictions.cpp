// SPDX-License-Identifier: BSD-3-Clause
#include <string>

#include "problems.hpp"

namespace {

using wavix::test::problems_of;

const std::string least = "[wavix]\nservice_id = abc\n";  // lines 1 and 2

/// What is wrong with [ldap] as line 3, its keys from line 4, where LDAP is the one source.
std::string problems_of_ldap(const std::string& keys) {
  return problems_of(least + "[ldap]\n" + keys + "[users]\nsources = ldap\n");
}

void contradictions_are_told_where_the_value_was_given() {
  CHECK_EQ(problems_of(least + "[code]\nchannels = sms\nchannel = voice\n"),
           "file:5: code.channel: is voice, which code.channels does not have (sms)\n");
  CHECK_EQ(problems_of(least + "request_timeout = 1s\n"),
           "file:3: wavix.connect_timeout: is 5s, longer than the whole wavix.request_timeout (1s)\n");
  CHECK_EQ(problems_of(least, {"code.channels=voice"}),
           "pam.d argument: code.channel: is sms, which code.channels does not have (voice)\n");
}

void a_refused_value_contradicts_nothing() {
  CHECK_EQ(problems_of(least + "[code]\nchannels = voice\nchannel = sm\n"),
           "file:5: code.channel: 'sm' is not sms | voice\n");
  CHECK_EQ(problems_of_ldap("uri = dc1\nbase = dc=example\n"),
           "file:4: ldap.uri: 'dc1' is not ldaps://host[:port], ldap://host[:port] or ldapi://%2Fpath\n");
}

void a_directory_that_is_to_be_asked_has_a_server_and_a_base() {
  const std::string no_uri =
      "ldap.uri: is missing; users.sources has ldap: add 'uri = ldaps://…' to [ldap]\n";
  const std::string no_base =
      "ldap.base: is missing; users.sources has ldap: add 'base = …', below which users are, to [ldap]\n";
  CHECK_EQ(problems_of_ldap(""), "file:5: " + no_uri + "file:5: " + no_base);
  CHECK_EQ(problems_of_ldap("uri =\nbase = dc=example\n"), "file:4: " + no_uri);
  CHECK_EQ(problems_of_ldap("uri = ldaps://dc1\n"), "file:6: " + no_base);
  CHECK_EQ(problems_of(least + "[service su]\nusers.sources = file ldap\n"),
           "file:4: " + no_uri + "file:4: " + no_base);
  CHECK_EQ(problems_of_ldap("uri = ldaps://dc1\nbase = dc=example\n"), "");
}

void phone_numbers_do_not_come_over_an_open_wire() {
  const auto open = [](const std::string& uri) {
    return "file:4: ldap.uri: has " + uri +
           ": phone numbers would come over an open wire; write ldaps://, or set ldap.start_tls = yes\n";
  };
  const auto with = [](const std::string& uris) {
    return problems_of(least + "[ldap]\nuri = " + uris + "\n");
  };
  for (const std::string uri : {"ldap://dc1", "ldap://10.0.0.1:389", "ldap://[2001:db8::1]",
                                "ldap://128.0.0.1", "ldap://localhost.example.com", "ldap://127.1"})
    CHECK_EQ(with(uri), open(uri));
  CHECK_EQ(with("ldaps://dc1 ldap://dc2"), open("ldap://dc2"));
  CHECK_EQ(with("ldap://127.0.0.1:389 ldap://[::1] ldap://localhost ldaps://dc1 ldapi://%2Frun%2Fldapi"), "");
  CHECK_EQ(with("ldap://dc1\nstart_tls = yes"), "");
}

void tls_is_not_started_inside_tls() {
  const auto with = [](const std::string& uri) {
    return problems_of(least + "[ldap]\nstart_tls = yes\nuri = ldap://dc2 " + uri + "\n");
  };
  for (const std::string uri : {"ldaps://dc1", "ldapi://%2Frun%2Fldapi"})
    CHECK_EQ(with(uri), "file:4: ldap.start_tls: is yes, which " + uri +
                            " cannot have; StartTLS is for ldap:// alone\n");
}

void who_binds_and_with_what_belong_together() {
  CHECK_EQ(problems_of(least + "[ldap]\nbind_dn = cn=x\n"),
           "file:4: ldap.bind_dn: is given without ldap.bind_password_file\n");
  CHECK_EQ(problems_of(least + "[ldap]\nbind_dn =\nbind_password_file = /run/password\n"),
           "file:5: ldap.bind_password_file: is given without ldap.bind_dn, whose password it would have\n");
  CHECK_EQ(problems_of(least + "[ldap]\nbind_dn = cn=x\nbind_password_file = /run/password\n"), "");
}

void all_servers_can_be_asked_before_the_login_is_over() {
  const std::string two = "uri = ldaps://dc1 ldaps://dc2\nbase = dc=example\ntimeout = ";
  CHECK_EQ(problems_of_ldap(two + "30s\n[code]\nlogin_timeout = 1m\n"),
           "file:6: ldap.timeout: is 30s for each of 2 in ldap.uri; together that must be less than "
           "code.login_timeout (1m)\n");
  CHECK_EQ(problems_of_ldap(two + "29999ms\n[code]\nlogin_timeout = 1m\n"), "");
  CHECK_EQ(problems_of(least + "[ldap]\n" + two + "3s\n[service su]\ncode.login_timeout = 6s\n"), "");
  CHECK_EQ(problems_of(least + "[ldap]\n" + two +
                       "3s\n[service su]\ncode.login_timeout = 6s\nusers.sources = ldap\n"),
           "file:6: ldap.timeout: is 3s for each of 2 in ldap.uri; together that must be less than "
           "code.login_timeout (6s)\n");
}

void a_group_is_not_both_in_and_out() {
  CHECK_EQ(problems_of(least + "[policy]\ninclude_groups = a staff\nexclude_groups = b staff\n"),
           "file:5: policy.exclude_groups: has staff, as policy.include_groups has\n");
  CHECK_EQ(
      problems_of(least + "[policy]\nexclude_groups = staff\n[service su]\npolicy.include_groups = staff\n"),
      "file:4: policy.exclude_groups: has staff, as policy.include_groups has\n");
  CHECK_EQ(problems_of(least + "[policy]\ninclude_groups = a\nexclude_groups = A\n"), "");
}

void a_day_that_would_never_count_is_told() {
  const std::string never =
      "policy.enrol_until: would never count, as users.unmapped = skip lets users without a phone "
      "past on every day\n";
  const auto enrol = least + "[policy]\nenrol_until = 2026-12-31\n";
  CHECK_EQ(problems_of(enrol), "");
  CHECK_EQ(problems_of(enrol + "[users]\nunmapped = decoy\n"), "");
  CHECK_EQ(problems_of(enrol + "[users]\nunmapped = skip\n"), "file:4: " + never);
  CHECK_EQ(problems_of(enrol + "[service su]\nusers.unmapped = skip\n"), "file:4: " + never);
  CHECK_EQ(problems_of(enrol + "[service su]\nusers.unmapped = skip\npolicy.enrol_until =\n"), "");
}

void grace_lasts_no_longer_than_its_bound() {
  const std::string bound = least + "[grace]\nmax = 8h\n";
  CHECK_EQ(problems_of(bound + "period = 8h\n"), "");
  CHECK_EQ(problems_of(bound + "period = 9h\n"), "file:5: grace.period: is 9h, longer than grace.max (8h)\n");
  CHECK_EQ(problems_of(bound + "[service su]\ngrace.period = 1d\n"),
           "file:6: grace.period: is 1d, longer than grace.max (8h)\n");
  CHECK_EQ(problems_of(bound + "[service su]\ngrace.period = 1d\ngrace.max = 1d\n"), "");
}

void limits_of_different_things_do_not_contradict() {
  CHECK_EQ(problems_of(least + "[limits]\nsends_total = 1/1h\nsends_per_user = 5/1h\n"), "");
  CHECK_EQ(problems_of(least + "[code]\nreuse_window = 5m\nlogin_timeout = 5s\n"), "");
  CHECK_EQ(problems_of(least + "[service su]\noutage.action = allow\n"), "");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("contradictions are told where the value was given",
           contradictions_are_told_where_the_value_was_given),
      TEST("a refused value contradicts nothing", a_refused_value_contradicts_nothing),
      TEST("a directory that is to be asked has a server and a base",
           a_directory_that_is_to_be_asked_has_a_server_and_a_base),
      TEST("phone numbers do not come over an open wire", phone_numbers_do_not_come_over_an_open_wire),
      TEST("TLS is not started inside TLS", tls_is_not_started_inside_tls),
      TEST("who binds and with what belong together", who_binds_and_with_what_belong_together),
      TEST("all servers can be asked before the login is over",
           all_servers_can_be_asked_before_the_login_is_over),
      TEST("a group is not both in and out", a_group_is_not_both_in_and_out),
      TEST("a day that would never count is told", a_day_that_would_never_count_is_told),
      TEST("grace lasts no longer than its bound", grace_lasts_no_longer_than_its_bound),
      TEST("limits of different things do not contradict", limits_of_different_things_do_not_contradict),
  };
  return cmocka_run_group_tests_name("config contradictions", tests, nullptr, nullptr);
}
