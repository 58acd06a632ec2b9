// SPDX-License-Identifier: BSD-3-Clause
#include <string>

#include "check.hpp"
#include "contacts/ldap_filter.hpp"

namespace {

using wavix::contacts::everybody_by;

/// "filter attribute before behind"
std::string by(std::string_view pattern) {
  const auto everybody = everybody_by(pattern);
  if (!everybody) return "! " + everybody.error();
  return everybody->filter + " " + everybody->attribute + " <" + everybody->before + "> <" +
         everybody->behind + ">";
}

void the_name_is_in_the_attribute_that_is_compared_with_it() {
  CHECK_EQ(by("(uid=%u)"), "(uid=*) uid <> <>");
  CHECK_EQ(by("(&(objectClass=user)(sAMAccountName=%U))"),
           "(&(objectClass=user)(sAMAccountName=*)) sAMAccountName <> <>");
  CHECK_EQ(by("(|(uid=%u)(mail=%u))"), "(|(uid=*)(mail=*)) uid <> <>");
  CHECK_EQ(by("(cn~=%u)"), "(cn~=*) cn <> <>");
}

void what_stands_around_the_name_is_known() {
  CHECK_EQ(by("(userPrincipalName=%U@example.com)"),
           "(userPrincipalName=*@example.com) userPrincipalName <> <@example.com>");
  CHECK_EQ(by("(key=u:%u%%)"), "(key=u:*%) key <u:> <%>");
  CHECK_EQ(by("(mail=%U@%d)"), "(mail=*@*) mail <> <>");
}

void what_cannot_be_turned_round_is_told() {
  CHECK_EQ(by("(uid=%%u)"), "! has neither %u nor %U");
  CHECK_EQ(by("(x=%u-%d)"), "! has more around the user's name than can be told from it");
  CHECK_EQ(by("(x=\\2a%u)"), "! has more around the user's name than can be told from it");
  CHECK_EQ(by("(%u=x)"), "! has the name of the user where an attribute belongs");
  CHECK_EQ(by("uid=%u"), "! has parentheses that do not match");
}

void a_name_is_told_from_a_value() {
  const auto everybody = everybody_by("(userPrincipalName=%U@example.com)").value();
  CHECK_EQ(everybody.name_in("alice@example.com").value_or("-"), "alice");
  CHECK_EQ(everybody.name_in("alice@example.org").value_or("-"), "-");
  CHECK_EQ(everybody.name_in("@example.com").value_or("-"), "-");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("the name is in the attribute that is compared with it",
           the_name_is_in_the_attribute_that_is_compared_with_it),
      TEST("what stands around the name is known", what_stands_around_the_name_is_known),
      TEST("what cannot be turned round is told", what_cannot_be_turned_round_is_told),
      TEST("a name is told from a value", a_name_is_told_from_a_value),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
