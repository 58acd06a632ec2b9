// SPDX-License-Identifier: BSD-3-Clause
#include "contacts/ldap_entry.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include "check.hpp"

namespace {

using wavix::Channel;
using wavix::contacts::contact_in;
using wavix::contacts::Found;
using wavix::contacts::LdapEntry;
using wavix::contacts::LdapSettings;
using wavix::contacts::LookupError;

LdapSettings settings() {
  LdapSettings result;
  result.phone_attributes = {"mobile", "telephoneNumber"};
  result.channel_attribute = "preferredChannel";
  return result;
}

Found found(const LdapEntry& entry) {
  auto result = contact_in(entry, settings(), "LV", "ldaps://dc1");
  if (!result) wavix::test::failed(__FILE__, __LINE__, result.error().reason);
  return std::move(*result);
}

std::string phones(const LdapEntry& entry) {
  const auto result = found(entry);
  CHECK(result.known);
  if (!result.contact) return "none";
  std::string all;
  for (const auto& phone : result.contact->phones)
    all += (all.empty() ? "" : " ") + phone.digits();
  return all;
}

std::string notes(const LdapEntry& entry) { return fmt::format("{}", fmt::join(found(entry).notes, "; ")); }

std::string reason_for(const LdapEntry& entry) {
  const auto result = contact_in(entry, settings(), "LV", "ldaps://dc1");
  CHECK(!result);
  CHECK(result.error().kind == LookupError::Kind::unusable);
  return result.error().reason;
}

void the_first_attribute_with_a_usable_number_decides() {
  CHECK_EQ(phones({{"telephoneNumber", {"+37167000001"}}, {"mobile", {"+37128782931"}}}), "37128782931");
  CHECK_EQ(phones({{"telephoneNumber", {"+37167000001"}}}), "37167000001");
  CHECK_EQ(phones({{"mobile", {}}, {"telephoneNumber", {"+37167000001"}}}), "37167000001");
  const LdapEntry second = {{"mobile", {"ask reception"}}, {"telephoneNumber", {"67000001"}}};
  CHECK_EQ(phones(second), "37167000001");
  CHECK_EQ(notes(second),
           "ldaps://dc1: mobile: has 'ask reception', which is no part of a phone number (there can be "
           "no extension and no second number)");
}

void several_values_are_several_phones() {
  CHECK_EQ(phones({{"mobile", {"+44 7919 433768", "+37128782931"}}}), "447919433768 37128782931");
  CHECK_EQ(phones({{"mobile", {"+37128782931", "+371 2878-2931", "28782931"}}}), "37128782931");
  CHECK_EQ(phones({{"mobile", {"+371 1", "+37128782931"}}}), "37128782931");
  CHECK_EQ(phones({{"mobile",
                    {"+37128782931", "+37128782932", "+37128782933", "+37128782934", "+37128782935",
                     "+37128782936"}}}),
           "37128782931 37128782932 37128782933 37128782934 37128782935");
}

void names_of_attributes_have_no_case_and_may_have_options() {
  CHECK_EQ(phones({{"MOBILE", {"+37128782931"}}}), "37128782931");
  CHECK_EQ(phones({{"Mobile;lang-en", {"+37128782931"}}, {"mobile;x-work", {"+37128782932"}}}),
           "37128782931 37128782932");
  auto with_option = settings();
  with_option.phone_attributes = {"mobile;lang-en"};
  CHECK(contact_in({{"mobile;lang-EN;x-work", {"+37128782931"}}}, with_option, "", "x")
            .value()
            .contact.has_value());
  CHECK(!contact_in({{"mobile", {"+37128782931"}}}, with_option, "", "x"));
}

void no_phone_is_no_error() {
  CHECK_EQ(phones({}), "none");
  CHECK_EQ(phones({{"mobile", {}}}), "none");
  CHECK_EQ(phones({{"preferredChannel", {"sms"}}}), "none");
}

void phones_of_which_none_can_be_used_are_not_no_phone() {
  CHECK_EQ(reason_for({{"mobile", {"x"}}, {"telephoneNumber", {"+371 1"}}}),
           "ldaps://dc1: mobile: has 'x', which is no part of a phone number (there can be no extension and "
           "no second "
           "number); ldaps://dc1: telephoneNumber: is too short to be a phone number");
  CHECK_EQ(reason_for({{"mobile", {""}}}), "ldaps://dc1: mobile: is empty; it must be a phone number");
  CHECK_EQ(reason_for({{"mobile", {std::string(101, '1')}}}),
           "ldaps://dc1: mobile: is longer than 100 bytes");
}

void a_phone_under_a_name_nobody_asked_for_is_not_no_phone() {
  CHECK_EQ(reason_for({{"homePhone\n", {"+37128782931"}}}),
           "ldaps://dc1: sends homePhone?, which ldap.phone_attributes does not name");
  CHECK_EQ(phones({{"homePhone", {"+37128782931"}}, {"mobile", {"+37128782932"}}}), "37128782932");
}

void an_alias_is_no_user_without_a_phone() {
  const wavix::contacts::Attribute target = {"aliasedobjectname", {"uid=alice,dc=example"}};
  CHECK_EQ(reason_for({target}),
           "ldaps://dc1: is an alias of another entry, which is not followed; see ldap.filter");
  CHECK_EQ(phones({target, {"mobile", {"+37128782931"}}}), "37128782931");
}

void the_channel_is_the_entrys_if_it_is_one() {
  const auto channel = [](const std::string& word) {
    return found({{"mobile", {"+37128782931"}}, {"preferredchannel", {word}}}).contact->channel;
  };
  CHECK(channel("sms") == Channel::sms);
  CHECK(channel("VOICE") == Channel::voice);
  CHECK(!channel("pigeon"));
  CHECK_EQ(notes({{"mobile", {"+37128782931"}}, {"preferredChannel", {"+37128782931\n"}}}),
           "ldaps://dc1: preferredChannel: '+***********?' is neither sms nor voice");
  CHECK_EQ(notes({{"mobile", {"+37128782931"}}}), "");
}

void a_flood_of_values_is_no_flood_of_notes() {
  const auto reason = reason_for({{"mobile", std::vector<std::string>(1000, "x")}});
  CHECK(reason.ends_with("; ldaps://dc1: mobile: has 1000 values, of which 20 were read"));
  CHECK(reason.size() < 4000);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("the first attribute with a usable number decides",
           the_first_attribute_with_a_usable_number_decides),
      TEST("several values are several phones", several_values_are_several_phones),
      TEST("names of attributes have no case and may have options",
           names_of_attributes_have_no_case_and_may_have_options),
      TEST("no phone is no error", no_phone_is_no_error),
      TEST("phones of which none can be used are not 'no phone'",
           phones_of_which_none_can_be_used_are_not_no_phone),
      TEST("a phone under a name nobody asked for is not 'no phone'",
           a_phone_under_a_name_nobody_asked_for_is_not_no_phone),
      TEST("an alias is no user without a phone", an_alias_is_no_user_without_a_phone),
      TEST("the channel is the entry's if it is one", the_channel_is_the_entrys_if_it_is_one),
      TEST("a flood of values is no flood of notes", a_flood_of_values_is_no_flood_of_notes),
  };
  return cmocka_run_group_tests_name("contacts ldap_entry", tests, nullptr, nullptr);
}
