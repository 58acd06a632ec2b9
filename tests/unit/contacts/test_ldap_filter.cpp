// SPDX-License-Identifier: BSD-3-Clause
#include "contacts/ldap_filter.hpp"

#include <string>

#include "check.hpp"

namespace {

using wavix::contacts::filter_for;
using wavix::contacts::is_searchable;

std::string filter(std::string_view pattern, std::string_view user) {
  const auto made = filter_for(pattern, user);
  if (!made) wavix::test::failed(__FILE__, __LINE__, made.error());
  return *made;
}

std::string reason_for(std::string_view pattern) {
  const auto made = filter_for(pattern, "alice");
  if (made) wavix::test::failed(__FILE__, __LINE__, *made);
  return made.error();
}

void the_name_stands_where_the_pattern_says() {
  CHECK_EQ(filter("(uid=%u)", "alice"), "(uid=alice)");
  CHECK_EQ(filter("(|(uid=%u)(mail=%u))", "alice@example.com"),
           "(|(uid=alice@example.com)(mail=alice@example.com))");
  CHECK_EQ(filter("(&(uid=%U)(dc=%d))", "alice@b@example.com"), "(&(uid=alice@b)(dc=example.com))");
  CHECK_EQ(filter("(&(uid=%U)(dc=%d))", "alice"), "(&(uid=alice)(dc=))");
  CHECK_EQ(filter("(&(uid=%U)(dc=%d))", "alice@"), "(&(uid=alice)(dc=))");
  CHECK_EQ(filter("(&(cn=100%%)(uid=%u))", "alice"), "(&(cn=100%)(uid=alice))");
  CHECK_EQ(filter("(uid=%u)", "%d"), "(uid=%d)");
}

void a_name_stays_one_value() {
  CHECK_EQ(filter("(uid=%u)", "*"), "(uid=\\2a)");
  CHECK_EQ(filter("(uid=%u)", "a*"), "(uid=a\\2a)");
  CHECK_EQ(filter("(uid=%u)", ")(uid=*"), "(uid=\\29\\28uid=\\2a)");
  CHECK_EQ(filter("(uid=%U)", "*)(|(uid=*@x"), "(uid=\\2a\\29\\28|\\28uid=\\2a)");
  CHECK_EQ(filter("(dc=%d%u)", "x@*"), "(dc=\\2ax@\\2a)");
  CHECK_EQ(filter("(uid=%u)", "\\2a"), "(uid=\\5c2a)");
  CHECK_EQ(filter("(uid=%u)", "\\"), "(uid=\\5c)");
  CHECK_EQ(filter("(uid=%u)", std::string_view("alice\0x", 7)), "(uid=alice\\00x)");
  CHECK_EQ(filter("(uid=%u)", "a\nb c\x7F"), "(uid=a\\0ab\\20c\\7f)");
  CHECK_EQ(filter("(uid=%u)", "\u00E5sa"), "(uid=\\c3\\a5sa)");
  CHECK_EQ(filter("(uid=%u)", "\xFF\xC3"), "(uid=\\ff\\c3)");
}

void a_name_may_be_long() {
  const std::string longest(1024, '*');
  std::string expected = "(uid=";
  for (std::size_t i = 0; i < longest.size(); ++i)
    expected += "\\2a";
  CHECK_EQ(filter("(uid=%u)", longest), expected + ")");
}

void a_pattern_that_is_wrong_is_refused() {
  const std::string unknown = "has a '%' that is none of %u, %U, %d and %%";
  for (const auto* const pattern : {"(uid=%u%)", "%", "(uid=%x)(cn=%u)", "(uid=%u)(cn=%s)", "(uid=%%%"})
    CHECK_EQ(reason_for(pattern), unknown);
  for (const auto* const pattern : {"", "(uid=*)", "(uid=alice)", "(dc=%d)", "(uid=%%u)"})
    CHECK_EQ(reason_for(pattern), "has neither %u nor %U, so it would find anybody");
}

void a_name_with_blanks_at_its_ends_is_nobodys() {
  for (const auto* const user :
       {"", " ", "alice ", " alice", "\talice", "alice\n", "alice @x", "alice@ x", "alice@x ", "@x", "@"})
    CHECK(!is_searchable(user));
  for (const auto* const user : {"alice", "alice@x", "alice@", "John Smith", "a@b@c", "*"})
    CHECK(is_searchable(user));
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("the name stands where the pattern says", the_name_stands_where_the_pattern_says),
      TEST("a name stays one value", a_name_stays_one_value),
      TEST("a name may be long", a_name_may_be_long),
      TEST("a pattern that is wrong is refused", a_pattern_that_is_wrong_is_refused),
      TEST("a name with blanks at its ends is nobody's", a_name_with_blanks_at_its_ends_is_nobodys),
  };
  return cmocka_run_group_tests_name("contacts ldap_filter", tests, nullptr, nullptr);
}
