// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/targets.hpp"

#include "check.hpp"

namespace {

using namespace wavix;
using namespace wavix::verifier;

const PhoneNumber lv("37128782931");
const PhoneNumber uk("447919433768");
const std::vector<Channel> both = {Channel::sms, Channel::voice};

/// "sms 37128782931, voice 37128782931"
std::string text(const std::vector<Target>& targets) {
  std::string list;
  for (const auto& target : targets)
    list += (list.empty() ? "" : ", ") + std::string(to_string(target.channel)) + " " + target.phone.digits();
  return list;
}

void each_phone_is_reached_on_the_preferred_channel() {
  CHECK_EQ(text(targets_of({lv}, Channel::sms, both, false)), "sms 37128782931");
  CHECK_EQ(text(targets_of({lv, uk}, Channel::voice, both, false)), "voice 37128782931, voice 447919433768");
}

void whoever_is_asked_has_every_channel_of_each_phone_the_preferred_first() {
  CHECK_EQ(text(targets_of({lv, uk}, Channel::voice, both, true)),
           "voice 37128782931, sms 37128782931, voice 447919433768, sms 447919433768");
  CHECK_EQ(text(targets_of({lv}, Channel::sms, {Channel::sms}, true)), "sms 37128782931");
}

void no_target_is_listed_twice() {
  CHECK_EQ(text(targets_of({lv, uk, lv}, Channel::sms, both, false)), "sms 37128782931, sms 447919433768");
}

void there_are_at_most_ten() {
  std::vector<PhoneNumber> phones;
  for (int i = 10; i < 22; ++i)
    phones.emplace_back("371287829" + std::to_string(i));
  for (const bool ask : {false, true}) {
    const auto targets = targets_of(phones, Channel::sms, both, ask);
    CHECK_EQ(targets.size(), max_targets);
    CHECK(targets.front().phone == phones.front());
  }
}

void a_number_of_the_list_or_enter_alone_chooses() {
  const auto targets = targets_of({lv, uk}, Channel::sms, both, true);
  CHECK(target_chosen(targets, "") == targets[0]);
  CHECK(target_chosen(targets, "1") == targets[0]);
  CHECK(target_chosen(targets, "4") == targets[3]);
  for (const auto* word : {"0", "5", "-1", "+1", "1.", "1 2", "x", "r", "482913", "99999999999999999999"})
    CHECK(!target_chosen(targets, word));
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("each phone is reached on the preferred channel", each_phone_is_reached_on_the_preferred_channel),
      TEST("whoever is asked has every channel of each phone, the preferred first",
           whoever_is_asked_has_every_channel_of_each_phone_the_preferred_first),
      TEST("no target is listed twice", no_target_is_listed_twice),
      TEST("there are at most ten", there_are_at_most_ten),
      TEST("a number of the list, or Enter alone, chooses", a_number_of_the_list_or_enter_alone_chooses),
  };
  return cmocka_run_group_tests_name("verifier targets", tests, nullptr, nullptr);
}
