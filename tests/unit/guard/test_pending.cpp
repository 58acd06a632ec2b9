// SPDX-License-Identifier: BSD-3-Clause
#include "guard/pending.hpp"

#include <grp.h>
#include <sched.h>
#include <sys/mount.h>

#include <algorithm>
#include <array>
#include <csignal>

#include "stage.hpp"

namespace {

using namespace wavix::test;
using wavix::Channel;
using wavix::guard::count_send;
using wavix::guard::count_try;
using wavix::guard::due_for_cancelling;
using wavix::guard::forget;
using wavix::guard::hold;
using wavix::guard::keep;
using wavix::guard::LoginKey;
using wavix::guard::look_at_pending;
using wavix::guard::Pending;
using wavix::guard::take;
using wavix::guard::Taken;

const LoginKey alice{"alice", "sshd", "203.0.113.9"};
const Pending created{"5f1a8680", "37128782931", Channel::sms, 1, 0, 0ms};

std::optional<Taken> taken(Store& store, const LoginKey& key = alice) {
  return value_of(take(store, key, 120s));
}
std::vector<std::string> due(Store& store) { return value_of(due_for_cancelling(store)); }
wavix::guard::PendingId held(Store& store, const LoginKey& key = alice, milliseconds window = 120s) {
  return value_of(hold(store, key, created, window));
}
void left(Store& store, const LoginKey& key = alice) { value_of(keep(store, held(store, key))); }

void what_a_login_kept_the_next_one_takes_with_its_tries_and_sends() {
  Stage stage;
  auto store = stage.open();
  const auto id = held(store);
  stage.machine.pass(30s);
  value_of(count_send(store, id, Channel::voice));
  value_of(count_try(store, id));
  value_of(count_try(store, id));
  stage.machine.pass(10s);
  value_of(keep(store, id));
  stage.machine.pass(5s);
  const auto found = taken(store);
  CHECK(found.has_value());
  CHECK_EQ(found->pending.verification, "5f1a8680");
  CHECK_EQ(found->pending.number, "37128782931");
  CHECK(found->pending.channel == Channel::voice);
  CHECK_EQ(found->pending.sends, 2U);
  CHECK_EQ(found->pending.tries, 2U);
  CHECK(found->pending.last_sent == 15s);
  value_of(count_try(store, found->id));
}

void only_the_same_user_service_and_rhost_take_it() {
  const Stage stage;
  auto store = stage.open();
  left(store);
  CHECK(!taken(store, {"bob", "sshd", "203.0.113.9"}));
  CHECK(!taken(store, {"alice", "sudo", "203.0.113.9"}));
  CHECK(!taken(store, {"alice", "sshd", "203.0.113.8"}));
  CHECK(!taken(store, {"alice", "sshd", ""}));
  CHECK(taken(store).has_value());
}

void what_is_held_taken_or_forgotten_nobody_takes() {
  const Stage stage;
  auto store = stage.open();
  const auto id = held(store);
  CHECK(!taken(store));
  value_of(keep(store, id));
  CHECK(taken(store).has_value());
  CHECK(!taken(store));
  value_of(forget(store, id));
  CHECK(!taken(store));
}

void past_the_window_it_is_taken_no_more_but_one_is_to_cancel_it() {
  Stage stage;
  auto store = stage.open();
  left(store);
  stage.machine.pass(120s - 1ms);
  CHECK(due(store).empty());
  stage.machine.pass(1ms);
  CHECK(!taken(store));
  const auto verifications = due(store);
  CHECK_EQ(verifications.size(), 1U);
  CHECK_EQ(verifications.front(), "5f1a8680");
  CHECK(due(store).empty());
}

void who_ends_before_it_is_cancelled_leaves_that_to_the_next() {
  Stage stage;
  {
    auto store = stage.open();
    left(store);
  }
  stage.machine.pass(120s);
  CHECK_EQ(end_of(in_child([&] {
             auto store = stage.open();
             return static_cast<int>(due(store).size());
           })),
           1);
  auto store = stage.open();
  CHECK(!taken(store));
  const auto verifications = due(store);
  CHECK_EQ(verifications.size(), 1U);
  value_of(forget(store, verifications));
  stage.machine.reboot(1s);
  CHECK(due(store).empty());
}

void once_its_code_has_expired_it_is_forgotten() {
  Stage stage;
  auto store = stage.open();
  left(store);
  stage.machine.pass(5min);
  CHECK(due(store).empty());
  stage.machine.pass(-5min);
  CHECK(!value_of(take(store, alice, 24h)));
}

void a_code_that_has_expired_is_not_asked_for_in_any_window() {
  Stage stage;
  auto store = stage.open();
  left(store);
  stage.machine.pass(5min - 1ms);
  CHECK(value_of(take(store, alice, 24h)).has_value());
  left(store);
  stage.machine.pass(5min);
  CHECK(!value_of(take(store, alice, 24h)));
}

void what_a_login_goes_on_with_outlives_its_code() {
  Stage stage;
  auto store = stage.open();
  const auto id = held(store);
  stage.machine.pass(6min);
  CHECK(due(store).empty());
  value_of(count_send(store, id, wavix::Channel::sms));
}

void each_has_the_window_of_its_own_login() {
  Stage stage;
  auto store = stage.open();
  left(store);
  value_of(keep(store, held(store, {"alice", "sudo", ""}, 10s)));
  stage.machine.pass(10s);
  CHECK_EQ(due(store).size(), 1U);
  CHECK(taken(store).has_value());
}

void with_no_window_all_that_nobody_holds_is_due() {
  const Stage stage;
  auto store = stage.open();
  const auto id = held(store, alice, 0ms);
  CHECK(due(store).empty());
  value_of(keep(store, id));
  CHECK(!value_of(take(store, alice, 0ms)));
  CHECK_EQ(due(store).size(), 1U);
}

/// A login that counted a try, and is killed before it hears what came of it.
void killed_login(const Stage& stage) {
  const auto child = in_child([&] {
    auto store = stage.open();
    value_of(count_try(store, held(store)));
    return ::raise(SIGKILL);
  });
  siginfo_t info{};
  CHECK(::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOWAIT) == 0);
  auto store = stage.open();
  const auto found = taken(store);  // although nobody has waited for it
  CHECK_EQ(end_of(child), -SIGKILL);
  CHECK(found.has_value());
  CHECK_EQ(found->pending.tries, 1U);
}

/// As the verifier is on a machine whose /proc is mounted with hidepid (proc(5)). For a child.
void see_no_other_process() {
  constexpr uid_t nobody = 65534;
  CHECK(::unshare(CLONE_NEWNS) == 0);
  CHECK(::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0);
  CHECK(::mount("proc", "/proc", "proc", 0, "hidepid=2") == 0);
  CHECK(::setgroups(0, nullptr) == 0);
  CHECK(::setresgid(nobody, nobody, nobody) == 0);
  CHECK(::setresuid(nobody, nobody, nobody) == 0);
}

void what_a_hidden_login_holds_nobody_takes() {
  const Stage stage;
  int holding[2], done[2];
  CHECK(::pipe(holding) == 0);
  CHECK(::pipe(done) == 0);
  const pid_t holder = in_child([&] {
    ::close(done[1]);
    auto store = stage.open();
    static_cast<void>(held(store));
    char none = 0;
    CHECK(::write(holding[1], &none, 1) == 1);
    CHECK(::read(done[0], &none, 1) == 0);
    return 0;
  });
  const auto taken_by_another = [&] {
    return end_of(in_child([&] {
      auto store = stage.open();
      see_no_other_process();
      return taken(store) ? 1 : 0;
    }));
  };
  char none = 0;
  CHECK(::read(holding[0], &none, 1) == 1);
  CHECK_EQ(taken_by_another(), 0);
  ::close(done[1]);
  CHECK_EQ(end_of(holder), 0);
  CHECK_EQ(taken_by_another(), 1);
  for (const int end : {holding[0], holding[1], done[0]})
    ::close(end);
}

void what_a_killed_login_held_the_next_one_takes() { killed_login(Stage()); }

void what_was_held_before_a_boot_is_nobodys() {
  Stage stage;
  {
    auto store = stage.open();
    held(store);
  }
  stage.machine.reboot(30s);
  auto store = stage.open();
  CHECK(taken(store).has_value());
}

void who_does_not_hold_it_counts_nothing() {
  const Stage stage;
  const auto id = [&] {
    auto store = stage.open();
    return held(store);
  }();
  CHECK_EQ(end_of(in_child([&] {
             auto other = stage.open();
             return error_of(count_try(other, id)).kind == StoreError::Kind::lost &&
                            error_of(count_send(other, id, Channel::sms)).kind == StoreError::Kind::lost &&
                            error_of(keep(other, id)).kind == StoreError::Kind::lost
                        ? 0
                        : 1;
           })),
           0);
  auto store = stage.open();
  value_of(keep(store, id));
  CHECK(error_of(count_try(store, id)).kind == StoreError::Kind::lost);
  CHECK_EQ(taken(store)->pending.tries, 0U);
}

void of_many_processes_one_takes_it_and_of_many_one_cancels_it() {
  Stage stage;
  {
    auto store = stage.open();
    left(store);
  }
  constexpr int processes = 20;
  std::array<int, 2> asked{};
  CHECK_EQ(::pipe(asked.data()), 0);
  auto ends = in_children(processes, [&] {
    auto store = stage.open();
    const bool got = taken(store).has_value();
    char mark = 'x';
    CHECK_EQ(::write(asked[1], &mark, 1), 1);
    for (int i = 0; got && i < processes; ++i)  // holds it until all have asked
      CHECK_EQ(::read(asked[0], &mark, 1), 1);
    return got ? 1 : 0;
  });
  for (const int end : asked)
    ::close(end);
  CHECK_EQ(std::count(ends.begin(), ends.end(), 1), 1);
  stage.machine.pass(120s);
  ends = in_children(processes, [&] {
    auto store = stage.open();
    const auto verifications = due(store);
    value_of(forget(store, verifications));
    return static_cast<int>(verifications.size());
  });
  CHECK_EQ(std::count(ends.begin(), ends.end(), 1), 1);
  CHECK_EQ(std::count(ends.begin(), ends.end(), 0), 19);
}

void looking_finds_what_the_next_login_would_take_and_takes_nothing() {
  Stage stage;
  auto store = stage.open();
  const auto seen = [&](const LoginKey& key) { return value_of(look_at_pending(store, key, 120s)); };
  const auto id = held(store);
  CHECK(!seen(alice));  // this process goes on with it
  value_of(keep(store, id));
  stage.machine.pass(20s);
  CHECK_EQ(seen(alice).value().verification, "5f1a8680");
  CHECK(seen(alice)->last_sent == 20s);
  CHECK(!seen({"alice", "sshd", "203.0.113.8"}));
  CHECK(taken(store).has_value());
  CHECK(!seen(alice));
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("what a login kept the next one takes, with its tries and sends",
           what_a_login_kept_the_next_one_takes_with_its_tries_and_sends),
      TEST("only the same user, service and rhost take it", only_the_same_user_service_and_rhost_take_it),
      TEST("what is held, taken or forgotten nobody takes", what_is_held_taken_or_forgotten_nobody_takes),
      TEST("past the window it is taken no more, but one is to cancel it",
           past_the_window_it_is_taken_no_more_but_one_is_to_cancel_it),
      TEST("who ends before it is cancelled leaves that to the next",
           who_ends_before_it_is_cancelled_leaves_that_to_the_next),
      TEST("once its code has expired it is forgotten", once_its_code_has_expired_it_is_forgotten),
      TEST("a code that has expired is not asked for in any window",
           a_code_that_has_expired_is_not_asked_for_in_any_window),
      TEST("what a login goes on with outlives its code", what_a_login_goes_on_with_outlives_its_code),
      TEST("each has the window of its own login", each_has_the_window_of_its_own_login),
      TEST("with no window all that nobody holds is due", with_no_window_all_that_nobody_holds_is_due),
      TEST("what a hidden login holds nobody takes", what_a_hidden_login_holds_nobody_takes),
      TEST("what a killed login held the next one takes", what_a_killed_login_held_the_next_one_takes),
      TEST("what was held before a boot is nobody's", what_was_held_before_a_boot_is_nobodys),
      TEST("who does not hold it counts nothing", who_does_not_hold_it_counts_nothing),
      TEST("looking finds what the next login would take, and takes nothing",
           looking_finds_what_the_next_login_would_take_and_takes_nothing),
      TEST("of many processes one takes it, and of many one cancels it",
           of_many_processes_one_takes_it_and_of_many_one_cancels_it),
  };
  return cmocka_run_group_tests_name("guard pending", tests, nullptr, nullptr);
}
