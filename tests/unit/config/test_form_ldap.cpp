// SPDX-License-Identifier: BSD-3-Clause
#include "config/form_ldap.hpp"

#include <string>

#include "taken.hpp"

namespace {

using namespace wavix::config;
using wavix::test::check_refused;
using wavix::test::check_taken;

void a_server_is_a_url_of_a_host_or_a_socket() {
  for (const auto* const uri :
       {"ldaps://dc1", "ldaps://dc1.example.com:3269", "ldap://10.0.0.1", "ldap://[2001:db8::1]:389",
        "ldapi://%2Fvar%2Frun%2Fslapd%2Fldapi", "ldapi://%2frun%2fa.b_c%20d"})
    check_taken(ldap_uri(), uri, uri);
  check_taken(ldap_uri(), "ldaps://dc1/", "ldaps://dc1");
  check_taken(ldap_uri(), "ldapi://%2Frun%2Fldapi/", "ldapi://%2Frun%2Fldapi");
  check_refused(ldap_uri(), {"",
                             "dc1",
                             "dc1:636",
                             "ldaps://",
                             "ldaps:///",
                             "LDAPS://dc1",
                             "https://dc1",
                             "cldap://dc1",
                             "ldaps://dc1/dc=example",
                             "ldaps://dc1/dc",
                             "ldaps://dc1?uid",
                             "ldaps://dc1/??sub",
                             "ldaps://user@dc1",
                             "ldaps://dc1:0",
                             "ldaps://dc1:65536",
                             "ldaps://2001:db8::1",
                             "ldaps://[dc1]",
                             "ldaps://[fe80::1%eth0]",
                             "ldaps://[10.0.0.1]",
                             "ldaps://dc1,ldaps://dc2"});
  check_refused(ldap_uri(), {"ldapi://", "ldapi:///", "ldapi:///run/ldapi", "ldapi://run", "ldapi://%2Frun%2",
                             "ldapi://%2Frun%", "ldapi://%2Frun%zz", "ldapi://%2Frun%00", "ldapi://%2Frun:1",
                             "ldapi://%2Frun/ldapi", "ldapi://%2Frun?x", "ldapi://%20%2Frun"});
}

void a_distinguished_name_is_printable_text() {
  for (const auto* const name : {"", "cn=Wavix 2FA,ou=services,dc=example,dc=com", "wavix2fa@example.com",
                                 "ou=M\xC3\xBCnchen,dc=example"})
    check_taken(ldap_name_or_nothing(), name, name);
  const std::string longest(512, 'x');
  check_taken(ldap_name_or_nothing(), longest, longest);
  check_refused(ldap_name_or_nothing(), {longest + "x", "cn=a\nb", "cn=a\tb", "cn=\xFF", "cn=\xE2\x80\x8Bx"});
}

void an_attribute_is_a_name_or_an_oid_with_options() {
  for (const auto* const attribute : {"mobile", "telephoneNumber", "x-phone2", "m", "mobile;lang-de",
                                      "mobile;x;y-1", "2.5.4.20", "0.9.2342", "2.5.4.20;binary", "1.0"}) {
    check_taken(ldap_attribute(), attribute, attribute);
    check_taken(ldap_attribute_or_nothing(), attribute, attribute);
  }
  check_taken(ldap_attribute_or_nothing(), "", "");
  for (const auto& form : {ldap_attribute(), ldap_attribute_or_nothing()})
    check_refused(form,
                  {"2mobile", "-mobile", "mobile_phone", "mobile phone", "mobile,pager", "*", "+", "mobile;",
                   ";x", "mobile;;x", "mobile;x_y", "2", "2.", ".2", "2..5", "2.05", "2.5.x", "m\xC3\xB6"});
  check_refused(ldap_attribute(), {""});
}

void a_filter_names_the_user_and_is_whole() {
  for (const auto* const filter :
       {"(uid=%u)", "(mail=%U@%d)", "(&(objectClass=user)(sAMAccountName=%u))", "(|(uid=%u)(!(mail=%u)))",
        "(&(uid=%u)(cn=100%% \\28sure\\29))", "(&(uid=%u)(ou=M\xC3\xBCnchen))", "(cn=%%%u)", "(cn=\\5c%U)"})
    check_taken(LdapFilter{}, filter, filter);
  const auto refused = LdapFilter{}.parse("uid=%u");
  CHECK_EQ(refused.error(),
           "'uid=%u' is not an LDAP filter of at most 512 bytes in parentheses, such as (uid=%u)");
  check_refused(LdapFilter{}, {"", "uid=%u)", "(uid=%u", "(uid=%u\n)", "(uid=%u) ", "(uid=%u\xFF)",
                               "(uid=%u" + std::string(512, 'x') + ")"});
  for (const auto* const filter : {"((uid=%u)", "(uid=%u))", "(uid=%u)(cn=x)", "(uid=%u)x(y)", "()(%u)()"})
    CHECK_EQ(LdapFilter{}.parse(filter).error(),
             "has parentheses that do not match; one pair must be around all of it");
}

void a_filter_that_would_find_one_phone_for_all_is_refused() {
  for (const auto* const filter : {"(uid=alice)", "(uid=%%u)", "(uid=%%U)", "(uid=%d)"})
    CHECK_EQ(LdapFilter{}.parse(filter).error(),
             "has neither %u nor %U, so that every user would get the same phone");
}

void what_a_filter_cannot_mean_is_refused() {
  const auto stands_for_nothing = [](const std::string& what) {
    return "has '" + what + "'; only %u, %U, %d and %% stand for something";
  };
  CHECK_EQ(LdapFilter{}.parse("(&(uid=%u)(x=%s))").error(), stands_for_nothing("%s"));
  CHECK_EQ(LdapFilter{}.parse("(&(uid=%u)(x=%D))").error(), stands_for_nothing("%D"));
  CHECK_EQ(LdapFilter{}.parse("(uid=%u%)").error(), stands_for_nothing("%)"));
  CHECK_EQ(LdapFilter{}.parse("(uid=%u%\xC3\xBC)").error(), stands_for_nothing("%?"));
  for (const auto* const filter : {"(uid=%u\\)", "(uid=%u\\2)", "(uid=%u\\xy)", "(uid=\\%u)"})
    CHECK_EQ(LdapFilter{}.parse(filter).error(),
             "has a '\\' without two hexadecimal digits behind it; a '\\' itself is \\5c");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a server is a URL of a host or a socket", a_server_is_a_url_of_a_host_or_a_socket),
      TEST("a distinguished name is printable text", a_distinguished_name_is_printable_text),
      TEST("an attribute is a name or an OID, with options", an_attribute_is_a_name_or_an_oid_with_options),
      TEST("a filter names the user and is whole", a_filter_names_the_user_and_is_whole),
      TEST("a filter that would find one phone for all is refused",
           a_filter_that_would_find_one_phone_for_all_is_refused),
      TEST("what a filter cannot mean is refused", what_a_filter_cannot_mean_is_refused),
  };
  return cmocka_run_group_tests_name("config form_ldap", tests, nullptr, nullptr);
}
