// SPDX-License-Identifier: BSD-3-Clause
#include "contacts/ldap_reference.hpp"

#include "check.hpp"

namespace {

using wavix::contacts::may_lead_to_users;

void another_directory_may_have_users() {
  for (const auto* const url :
       {"ldap://dc2.example.com/dc=people,dc=example", "ldap://child.example.com/DC=child,DC=example,DC=com",
        "ldaps://dc2/ou=Configuration,dc=example", "ldap://dc2/cn=configurations,dc=example",
        "ldap://dc2/ou=people,DC=ForestDnsZones,DC=example", "ldap://dc2", "ldap://dc2/", "ldap://dc2/??sub"})
    if (!may_lead_to_users(url)) wavix::test::failed(__FILE__, __LINE__, url);
}

void what_cannot_be_read_may_lead_to_users() {
  for (const auto* const url :
       {"", "nonsense", "http://dc2/cn=configuration,dc=example", "ldap://dc2:x/cn=x"})
    if (!may_lead_to_users(url)) wavix::test::failed(__FILE__, __LINE__, url);
}

void the_partitions_of_active_directory_without_users_do_not() {
  for (const auto* const url : {"ldap://ForestDnsZones.example.com/DC=ForestDnsZones,DC=example,DC=com",
                                "ldap://DomainDnsZones.example.com/DC=DomainDnsZones,DC=example,DC=com",
                                "ldap://example.com/CN=Configuration,DC=example,DC=com",
                                "ldaps://example.com:636/cn=configuration,dc=example,dc=com??base",
                                "ldap://example.com/CN%3DConfiguration%2CDC%3Dexample%2CDC%3Dcom"})
    if (may_lead_to_users(url)) wavix::test::failed(__FILE__, __LINE__, url);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("another directory may have users", another_directory_may_have_users),
      TEST("what cannot be read may lead to users", what_cannot_be_read_may_lead_to_users),
      TEST("the partitions of Active Directory without users do not",
           the_partitions_of_active_directory_without_users_do_not),
  };
  return cmocka_run_group_tests_name("contacts ldap_reference", tests, nullptr, nullptr);
}
