// SPDX-License-Identifier: BSD-3-Clause
#include "contacts/file_source.hpp"

#include <chrono>
#include <string>

#include "check.hpp"
#include "folder.hpp"

namespace {

using wavix::Channel;
using wavix::contacts::Contact;
using wavix::contacts::find_in_file;
using wavix::contacts::read_users;

std::optional<Contact> found(const std::string& text, std::string_view user, const std::string& region = "") {
  const wavix::test::Folder folder;
  const auto contact = find_in_file(read_users(folder.file(text)), user, region);
  if (!contact) wavix::test::failed(__FILE__, __LINE__, contact.error().reason);
  return *contact;
}

std::string digits_of(const std::string& text, std::string_view user) {
  const auto contact = found(text, user);
  if (!contact) wavix::test::failed(__FILE__, __LINE__, "not found: " + std::string(user));
  return contact->phones.front().digits();
}

void a_user_has_the_number_of_the_line() {
  const std::string text = "[users]\nalice = +37128782931\nbob=+44 20 7946 0958 ; office\n";
  CHECK_EQ(digits_of(text, "alice"), "37128782931");
  CHECK_EQ(digits_of(text, "bob"), "442079460958");
  CHECK(!found(text, "alice")->channel);
}

void a_user_may_have_a_section() {
  const std::string text = "[user alice]\nphone = +37128782931\nchannel = voice\nlanguage = pt-BR\n"
                           "[user bob]\nphone = +37128782932\n[users]\ncarol = +37128782933\n";
  CHECK(found(text, "alice")->channel == Channel::voice);
  CHECK_EQ(digits_of(text, "bob"), "37128782932");
  CHECK(!found(text, "bob")->channel);
  CHECK_EQ(digits_of(text, "carol"), "37128782933");
}

void a_user_may_have_several_phones() {
  const auto digits = [](const std::string& value) {
    std::string all;
    const auto contact = found("[users]\nalice = " + value + "\n", "alice").value();
    for (const auto& phone : contact.phones)
      all += phone.digits() + " ";
    return all;
  };
  CHECK_EQ(digits("+37128782931, +44 7919 433768"), "37128782931 447919433768 ");
  CHECK_EQ(digits("+44 7919 433768,+37128782931"), "447919433768 37128782931 ");
  CHECK_EQ(digits("+37128782931,+37128782932,+37128782933,+37128782934,+37128782935,+37128782936"),
           "37128782931 37128782932 37128782933 37128782934 37128782935 ");
  CHECK_EQ(found("[user alice]\nphone = +37128782931, +37128782932\n", "alice")->phones.size(), 2U);
}

void a_user_who_is_not_named_is_no_error() {
  const std::string text = "[users]\nalice = +37128782931\n[user bob]\nphone = +37128782932\n";
  for (const auto* const user :
       {"", "Alice", "alic", "alice2", "alice ", "bob ", "Bob", "phone", "users", "user bob"})
    CHECK(!found(text, user));
  CHECK(!found("", "alice"));
  CHECK(!found("[users]\n", "alice"));
}

void names_are_compared_byte_for_byte() {
  for (const std::string name : {"alice@example.com", "DOM\\alice", "alice.b-c_d", "host$", "John Smith",
                                 "\xC3\xA5sa", "\xE5sa", "a#b", "a;b", "a]b", "0", "-", "%u", "[users"}) {
    if (name.front() != '[')
      CHECK_EQ(digits_of("[users]\n" + name + " = +37128782931\n", name), "37128782931");
    if (name.find(']') == std::string::npos)
      CHECK_EQ(digits_of("[user " + name + "]\nphone = +37128782931\n", name), "37128782931");
  }
  const std::string composed = "\xC3\xA5";
  const std::string decomposed = "a\xCC\x8A";
  CHECK(!found("[users]\n" + composed + " = +37128782931\n", decomposed));
}

void a_section_serves_names_that_no_key_can_be() {
  for (const std::string name : {"a:b", "a=b", "#a", "[a", ":", "="})
    CHECK_EQ(digits_of("[user " + name + "]\nphone = +37128782931\n", name), "37128782931");
}

void a_name_of_any_length_is_told_from_its_beginnings() {
  const std::string longest(44, 'x');
  const std::string text =
      "[user " + longest + "]\nphone = +37128782931\n[users]\n" + longest + "yz = +37128782932\n";
  CHECK_EQ(digits_of(text, longest), "37128782931");
  CHECK_EQ(digits_of(text, longest + "yz"), "37128782932");
  CHECK(!found(text, longest + "y"));
}

void values_of_others_are_not_judged() {
  const std::string text = "[users]\nalice = +37128782931\nbob = nonsense\ncarol =\n[user dave]\nphone = 1\n"
                           "channel = pigeon\nlanguage = ??\n";
  CHECK_EQ(digits_of(text, "alice"), "37128782931");
  CHECK(!found(text, "erin"));
}

void a_national_number_is_read_in_its_region() {
  CHECK_EQ(found("[users]\nalice = 28782931\n", "alice", "LV")->phones.front().digits(), "37128782931");
}

void a_hundred_thousand_users_are_read_while_nobody_waits() {
  std::string text = "[users]\n";
  for (int i = 0; i < 100000; ++i)
    text += "user" + std::to_string(i) + "@example.com = +37128782931\n";
  const wavix::test::Folder folder;
  const auto path = folder.file(text);
  const auto start = std::chrono::steady_clock::now();
  CHECK(find_in_file(read_users(path), "user99999@example.com", "").value().has_value());
  // 40 ms on the machine this was written on; the bound is for slow ones and sanitizers.
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(2));
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a user has the number of the line", a_user_has_the_number_of_the_line),
      TEST("a user may have a section", a_user_may_have_a_section),
      TEST("a user may have several phones", a_user_may_have_several_phones),
      TEST("a user who is not named is no error", a_user_who_is_not_named_is_no_error),
      TEST("names are compared byte for byte", names_are_compared_byte_for_byte),
      TEST("a section serves names that no key can be", a_section_serves_names_that_no_key_can_be),
      TEST("a name of any length is told from its beginnings",
           a_name_of_any_length_is_told_from_its_beginnings),
      TEST("values of others are not judged", values_of_others_are_not_judged),
      TEST("a national number is read in its region", a_national_number_is_read_in_its_region),
      TEST("a hundred thousand users are read while nobody waits",
           a_hundred_thousand_users_are_read_while_nobody_waits),
  };
  return cmocka_run_group_tests_name("contacts file_source", tests, nullptr, nullptr);
}
