// SPDX-License-Identifier: BSD-3-Clause
#include <cstdlib>

#include "check.hpp"
#include "cli/traced_login.hpp"

namespace {

using namespace wavix;
using namespace std::chrono_literals;
using cli::TracedLogin;
using guard::WallTime;

const WallTime ten = std::chrono::sys_days(std::chrono::year(2026) / 11 / 22) + 18h + 2min + 10s;

api::Event event(const char* at, const char* what, const char* status = "success",
                 const char* charge = "0.0500") {
  return {.created_at = at, .charge = charge, .error = "", .kind_word = what, .status_word = status};
}

/// Begun at 18:02:10.1, ended at 18:02:20.
TracedLogin login() {
  TracedLogin traced;
  auto& login = traced.login;
  login.user = "alice";
  login.service = "sshd";
  login.rhost = "203.0.113.9";
  login.verification = "5f1a8680201511eeafdfcfc3dedfac51";
  login.ended = ten + 10s;
  login.took = 9900ms;
  login.sends = 1;
  login.checks = 1;
  login.verdict = "verified";
  login.steps = {{ten + 400ms, "created", "SMS to +371*****931"}};
  return traced;
}

void a_second_of_wavix_stands_behind_ours_and_before_the_end() {
  auto traced = login();
  traced.events = {event("2026-11-22T18:02:10.000Z", "Code sent via SMS", "delivered", "0.0522"),
                   event("2026-11-22T18:02:20Z", "Verification")};
  CHECK_EQ(story_of(traced, "db1"), R"(alice, sshd from 203.0.113.9 on db1, 2026-11-22
 18:02:10.1  asked     for a code
 18:02:10.4  created   verification 5f1a8680…, SMS to +371*****931
 18:02:10    Wavix     Code sent via SMS: delivered                 $0.0522
 18:02:20    Wavix     Verification: success                        $0.0500
 18:02:20.0  verified  9 s after the first send, 1 send, 1 check    $0.1022
)");
}

void what_happened_at_the_same_time_stays_in_its_order() {
  auto traced = login();
  traced.login.steps.push_back({ten + 400ms, "told", "b"});
  traced.login.steps.push_back({ten + 400ms, "told", "a"});
  traced.events = {event("2026-11-22T18:02:11Z", "y", "", ""), event("2026-11-22T18:02:11Z", "x", "", "")};
  const auto story = story_of(traced, "db1");
  const auto at = [&](const char* text) { return story.find(text); };
  CHECK(at("told      b") < at("told      a"));
  CHECK(at("Wavix     y: in an unknown state") < at("Wavix     x: in an unknown state"));
}

void what_wavix_does_after_the_end_stands_behind_it() {
  auto traced = login();
  traced.events = {event("2026-11-22T18:02:25Z", "Code sent via voice")};
  const auto story = story_of(traced, "db1");
  CHECK(story.find("verified") < story.find("18:02:25    Wavix     Code sent via voice: success"));
}

void a_time_that_cannot_be_read_is_no_reason_to_keep_silent() {
  auto traced = login();
  traced.events = {event("yesterday", "Code sent via voice")};
  CHECK(story_of(traced, "db1").find(" ?           Wavix     Code sent via voice: success") !=
        std::string::npos);
}

void text_from_elsewhere_cannot_move_the_cursor() {
  auto traced = login();
  traced.login.rhost = "\x1b[2J";
  traced.events = {event("2026-11-22T18:02:25Z", "\x1b[2J", "\x07")};
  traced.note = "\x1b[2J";
  CHECK(story_of(traced, "db1").find('\x1b') == std::string::npos);
  CHECK(story_of(traced, "db1").find('\x07') == std::string::npos);
}

void steps_of_a_later_version_are_told_in_its_words() {
  auto traced = login();
  traced.login.steps.push_back({ten + 1s, "pigeon", "took off"});
  CHECK(story_of(traced, "db1").find(" 18:02:11.0  pigeon    took off\n") != std::string::npos);
}

void events_go_to_the_login_in_which_they_happened() {
  auto first = login(), second = login();
  second.login.ended = ten + 60s;
  second.login.took = 10s;
  cli::share_out({event("2026-11-22T18:02:10Z", "a"), event("2026-11-22T18:02:30Z", "b"),
                  event("2026-11-22T18:03:05Z", "c"), event("?", "d")},
                 {&first, &second});
  CHECK_EQ(first.events.size(), 3U);
  CHECK_EQ(second.events.size(), 1U);
  CHECK_EQ(second.events.front().kind_word, "c");
}

}  // namespace

int main() {
  ::setenv("TZ", "UTC", 1);
  const CMUnitTest tests[] = {
      TEST("a second of Wavix stands behind ours and before the end",
           a_second_of_wavix_stands_behind_ours_and_before_the_end),
      TEST("what happened at the same time stays in its order",
           what_happened_at_the_same_time_stays_in_its_order),
      TEST("what Wavix does after the end stands behind it", what_wavix_does_after_the_end_stands_behind_it),
      TEST("a time that cannot be read is no reason to keep silent",
           a_time_that_cannot_be_read_is_no_reason_to_keep_silent),
      TEST("text from elsewhere cannot move the cursor", text_from_elsewhere_cannot_move_the_cursor),
      TEST("steps of a later version are told in its words", steps_of_a_later_version_are_told_in_its_words),
      TEST("events go to the login in which they happened", events_go_to_the_login_in_which_they_happened),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
