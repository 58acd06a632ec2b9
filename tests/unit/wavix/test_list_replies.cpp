// SPDX-License-Identifier: BSD-3-Clause
#include "check.hpp"
#include "wavix/operations.hpp"

namespace {

using namespace wavix::api;
using Kind = Event::Kind;
using Status = Event::Status;

void events_in_wavix_own_words_are_taken() {
  const auto events = events_reply({200,
                                    R"([
 {"created_at":"2023-07-11T18:23:40.000Z","event":"Number lookup","status":"success","charge":"0.0040","error":null},
 {"created_at":"2023-07-11T18:23:47Z","event":"Code sent via SMS","status":"delivered","charge":"0.0522"},
 {"created_at":"2023-07-11T18:23:50Z","event":"Code sent via voice","status":"failed","charge":"0","error":"No\nway"},
 {"created_at":"2023-07-11T18:24:33.000Z","event":"Verification","status":"pending","charge":"0.0500","error":""}])"});
  CHECK_EQ(events->size(), 4U);
  constexpr Kind kinds[] = {Kind::number_lookup, Kind::sms, Kind::voice, Kind::check};
  constexpr Status statuses[] = {Status::success, Status::delivered, Status::failed, Status::pending};
  for (std::size_t i = 0; i < 4; ++i)
    CHECK((*events)[i].kind == kinds[i] && (*events)[i].status == statuses[i]);
  CHECK_EQ((*events)[0].created_at, "2023-07-11T18:23:40.000Z");
  CHECK_EQ((*events)[1].charge, "0.0522");
  CHECK_EQ((*events)[2].error, "No?way");
  CHECK_EQ((*events)[0].error, "");
}

void words_are_read_in_any_case_and_unknown_ones_are_other() {
  const auto events = events_reply({200, R"([{"event":"CODE SENT VIA sms","status":"Delivered"},
    {"event":"Code sent via pigeon","status":"lost"},{"event":null},{"x":[1]},{"status":"success\u0000"}])"});
  CHECK((*events)[0].kind == Kind::sms && (*events)[0].status == Status::delivered);
  for (const auto i : {1U, 2U, 3U, 4U})
    CHECK((*events)[i].kind == Kind::other && (*events)[i].status == Status::other);
  CHECK_EQ((*events)[0].kind_word, "CODE SENT VIA sms");
  CHECK_EQ((*events)[1].status_word, "lost");
  CHECK_EQ((*events)[2].kind_word, "");
}

void no_list_and_an_empty_list_are_the_same() {
  for (const Reply& reply : {Reply{404, R"({"success":false,"message":"Sessions not found"})"},
                             Reply{404, ""}, Reply{200, "[]"}, Reply{200, " [ ] \n"}}) {
    CHECK(events_reply(reply)->empty());
  }
}

void an_odd_list_is_malformed() {
  for (const auto* body :
       {"", "{}", R"({"success":true})", R"({"items":[]})", "[7]", "[null]", "[[]]", "[{},1]",
        R"([{"status":7}])", R"([{"charge":0.5}])", R"([{"created_at":[]}])", "[{}"}) {
    CHECK(events_reply({200, body}).error().cause == Cause::malformed);
  }
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("events in Wavix's own words are taken", events_in_wavix_own_words_are_taken),
      TEST("words are read in any case and unknown ones are other",
           words_are_read_in_any_case_and_unknown_ones_are_other),
      TEST("no list and an empty list are the same", no_list_and_an_empty_list_are_the_same),
      TEST("an odd list is malformed", an_odd_list_is_malformed),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
