// SPDX-License-Identifier: BSD-3-Clause
#include "guard/limits.hpp"

#include <algorithm>

#include "stage.hpp"

namespace {

using namespace wavix::test;
using wavix::guard::give_back;
using wavix::guard::look_at_sends;
using wavix::guard::OverLimit;
using wavix::guard::reserve_send;
using wavix::guard::Reserved;
using wavix::guard::SendAsk;
using wavix::guard::SendLimits;

const SendAsk alice{"alice", "37128782931", "203.0.113.9", "sshd"};

std::variant<Reserved, OverLimit> decide(Store& store, const SendLimits& limits, const SendAsk& ask = alice) {
  return value_of(reserve_send(store, ask, limits));
}
bool sent(Store& store, const SendLimits& limits, const SendAsk& ask = alice) {
  return std::holds_alternative<Reserved>(decide(store, limits, ask));
}
OverLimit over(Store& store, const SendLimits& limits, const SendAsk& ask = alice) {
  auto decision = decide(store, limits, ask);
  CHECK(std::holds_alternative<OverLimit>(decision));
  return std::get<OverLimit>(decision);
}

void so_many_messages_go_and_no_more_until_the_window_has_passed() {
  Stage stage;
  auto store = stage.open();
  const SendLimits limits{.per_user = {{2, 1h}}, .per_number = {}, .per_rhost = {}, .total = {}};
  CHECK(sent(store, limits));
  stage.machine.pass(20min);
  CHECK(sent(store, limits));
  const auto refusal = over(store, limits);
  CHECK_EQ(refusal.name, "limits.sends_per_user");
  CHECK((refusal.limit == wavix::guard::Limit{2, 1h}));
  CHECK(refusal.frees_at == stage.machine.reading().wall + 40min);
  stage.machine.pass(40min - 1ms);
  CHECK(!sent(store, limits));
  stage.machine.pass(1ms);
  CHECK(sent(store, limits));
  CHECK(!sent(store, limits));
}

void of_several_limits_the_one_is_told_that_holds_longest() {
  Stage stage;
  auto store = stage.open();
  const SendLimits limits{
      .per_user = {{1, 1h}, {1, 24h}, {1, 1min}}, .per_number = {{1, 2h}}, .per_rhost = {}, .total = {}};
  CHECK(sent(store, limits));
  CHECK(over(store, limits).limit.window == 24h);
  stage.machine.pass(24h);
  CHECK(sent(store, limits));
}

void each_limit_counts_what_is_its_own() {
  const SendAsk other_user{"bob", alice.number, alice.rhost, "sudo"};
  const SendAsk other_number{"alice", "442079460958", alice.rhost, "sshd"};
  const SendAsk other_rhost{"alice", alice.number, "198.51.100.7", "sshd"};
  const auto count_one = [&](const SendLimits& limits, const SendAsk& then) {
    const Stage stage;
    auto store = stage.open();
    CHECK(sent(store, limits));
    return sent(store, limits, then) ? std::string("sent") : over(store, limits, then).name;
  };
  const SendLimits user{.per_user = {{1, 1h}}, .per_number = {}, .per_rhost = {}, .total = {}};
  const SendLimits number{.per_user = {}, .per_number = {{1, 1h}}, .per_rhost = {}, .total = {}};
  const SendLimits rhost{.per_user = {}, .per_number = {}, .per_rhost = {{1, 1h}}, .total = {}};
  const SendLimits total{.per_user = {}, .per_number = {}, .per_rhost = {}, .total = {{1, 1h}}};
  CHECK_EQ(count_one(user, other_user), "sent");
  CHECK_EQ(count_one(user, other_number), "limits.sends_per_user");
  CHECK_EQ(count_one(number, other_number), "sent");
  CHECK_EQ(count_one(number, other_rhost), "limits.sends_per_number");
  CHECK_EQ(count_one(rhost, other_rhost), "sent");
  CHECK_EQ(count_one(rhost, other_user), "limits.sends_per_rhost");
  CHECK_EQ(count_one(total, {"carol", "1", "2001:db8::1", "su"}), "limits.sends_total");
}

void an_unknown_rhost_counts_for_no_limit_per_rhost() {
  const Stage stage;
  auto store = stage.open();
  const SendLimits limits{.per_user = {}, .per_number = {}, .per_rhost = {{1, 1h}}, .total = {}};
  for (int i = 0; i < 3; ++i)
    CHECK(sent(store, limits, {"alice", "37128782931", "", "sudo"}));
}

void a_limit_of_none_lets_nothing_through() {
  const Stage stage;
  auto store = stage.open();
  CHECK(!sent(store, {.per_user = {}, .per_number = {}, .per_rhost = {}, .total = {{0, 1h}}}));
}

void what_is_given_back_counts_no_more_and_what_was_refused_never_did() {
  const Stage stage;
  auto store = stage.open();
  const SendLimits limits{.per_user = {{1, 1h}}, .per_number = {}, .per_rhost = {}, .total = {}};
  const auto reserved = std::get<Reserved>(decide(store, limits));
  for (int i = 0; i < 5; ++i)
    CHECK(!sent(store, limits));
  value_of(give_back(store, reserved.id));
  value_of(give_back(store, reserved.id));
  CHECK(sent(store, limits));
  value_of(give_back(store, reserved.id));  // never another's
  CHECK(!sent(store, limits));
}

void limits_hold_over_reopening_and_a_boot_and_any_setting_of_the_clock() {
  const SendLimits limits{.per_user = {{1, 1h}}, .per_number = {}, .per_rhost = {}, .total = {}};
  using Move = void (*)(Machine&);
  const Move moves[] = {
      [](Machine& machine) { machine.set_wall(24h); },      [](Machine& machine) { machine.set_wall(-24h); },
      [](Machine& machine) { machine.set_wall_to_1970(); }, [](Machine& machine) { machine.reboot(1min); },
      [](Machine& machine) { machine.reboot(1min, -24h); }, [](Machine&) {},
  };
  for (const auto move : moves) {
    Stage stage;
    {
      auto store = stage.open();
      CHECK(sent(store, limits));
    }
    move(stage.machine);
    auto store = stage.open();
    const auto refusal = over(store, limits);
    CHECK(refusal.frees_at <= stage.machine.reading().wall + 1h);
    CHECK(refusal.frees_at > stage.machine.reading().wall + 58min);
    stage.machine.pass(1h);
    CHECK(sent(store, limits));
  }
}

void a_boot_with_the_clock_at_1970_frees_nothing_in_the_next() {
  const SendLimits limits{.per_user = {{1, 24h}}, .per_number = {}, .per_rhost = {}, .total = {}};
  Stage stage;
  {
    auto store = stage.open();
    CHECK(sent(store, limits));
  }
  const auto since_1970 = stage.machine.reading().wall.time_since_epoch();
  stage.machine.reboot(1min, -since_1970);
  {
    auto store = stage.open();
    CHECK(!sent(store, limits));
  }
  stage.machine.reboot(1min, since_1970);
  auto store = stage.open();
  CHECK(!sent(store, limits));
}

void near_the_total_one_caller_in_each_window_is_told() {
  Stage stage;
  auto store = stage.open();
  const SendLimits limits{.per_user = {}, .per_number = {}, .per_rhost = {}, .total = {{10, 1h}}};
  const auto told = [&](Store& by) { return std::get<Reserved>(decide(by, limits)).near_total; };
  for (int i = 0; i < 7; ++i)
    CHECK(!told(store));
  const auto warning = told(store);
  CHECK(warning.has_value());
  CHECK_EQ(warning->sent, 8U);
  CHECK_EQ(warning->limit.most, 10U);
  auto other = stage.open();
  CHECK(!told(other));
  stage.machine.pass(1h);
  for (int i = 0; i < 7; ++i)
    CHECK(!told(store));
  CHECK(told(other).has_value());
}

void fifty_processes_at_once_send_exactly_as_many_as_the_limit_allows() {
  const Stage stage;
  const SendLimits limits{.per_user = {}, .per_number = {}, .per_rhost = {}, .total = {{10, 1h}}};
  const auto ends = in_children(50, [&] {  // which make the store, too
    auto store = stage.open();
    const auto decision = decide(store, limits);
    const auto* const reserved = std::get_if<Reserved>(&decision);
    return reserved == nullptr ? 0 : reserved->near_total ? 2 : 1;
  });
  CHECK_EQ(std::count(ends.begin(), ends.end(), 0), 40);
  CHECK_EQ(std::count(ends.begin(), ends.end(), 1), 9);
  CHECK_EQ(std::count(ends.begin(), ends.end(), 2), 1);
}

void looking_tells_what_is_used_up_and_what_a_send_would_find_and_counts_nothing() {
  Stage stage;
  auto store = stage.open();
  const SendLimits limits{
      .per_user = {{2, 1h}, {9, 24h}}, .per_number = {{3, 1h}}, .per_rhost = {{4, 1h}}, .total = {{5, 1h}}};
  const SendAsk bob{"bob", "37128782932", "", "sshd"};
  CHECK(sent(store, limits));
  stage.machine.pass(2h);
  CHECK(sent(store, limits));
  CHECK(sent(store, limits, bob));
  for (int again = 0; again < 3; ++again) {
    const auto seen = value_of(look_at_sends(store, alice, limits));
    std::string used;
    for (const auto& [name, limit, count] : seen.used)
      used += name + " " + std::to_string(count) + "/" + std::to_string(limit.most) + "\n";
    CHECK_EQ(used, "limits.sends_per_user 1/2\nlimits.sends_per_user 2/9\nlimits.sends_per_number 1/3\n"
                   "limits.sends_per_rhost 1/4\nlimits.sends_total 2/5\n");
    CHECK(!seen.over);
  }
  CHECK_EQ(value_of(look_at_sends(store, bob, limits)).used.size(), 4U);  // no address, no limit of it
  CHECK(sent(store, limits));
  const auto seen = value_of(look_at_sends(store, alice, limits));
  CHECK_EQ(seen.over.value().name, "limits.sends_per_user");
  CHECK(seen.over->frees_at == over(store, limits).frees_at);
}

void looking_takes_no_warning_from_who_sends() {
  const Stage stage;
  auto store = stage.open();
  const SendLimits limits{.per_user = {}, .per_number = {}, .per_rhost = {}, .total = {{5, 1h}}};
  for (int i = 0; i < 3; ++i)
    CHECK(sent(store, limits));
  value_of(look_at_sends(store, alice, limits));
  CHECK(std::get<Reserved>(decide(store, limits)).near_total.has_value());
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("so many messages go, and no more until the window has passed",
           so_many_messages_go_and_no_more_until_the_window_has_passed),
      TEST("of several limits the one is told that holds longest",
           of_several_limits_the_one_is_told_that_holds_longest),
      TEST("each limit counts what is its own", each_limit_counts_what_is_its_own),
      TEST("an unknown rhost counts for no limit per rhost", an_unknown_rhost_counts_for_no_limit_per_rhost),
      TEST("a limit of none lets nothing through", a_limit_of_none_lets_nothing_through),
      TEST("what is given back counts no more, and what was refused never did",
           what_is_given_back_counts_no_more_and_what_was_refused_never_did),
      TEST("limits hold over reopening and a boot and any setting of the clock",
           limits_hold_over_reopening_and_a_boot_and_any_setting_of_the_clock),
      TEST("a boot with the clock at 1970 frees nothing in the next",
           a_boot_with_the_clock_at_1970_frees_nothing_in_the_next),
      TEST("near the total one caller in each window is told",
           near_the_total_one_caller_in_each_window_is_told),
      TEST("looking tells what is used up and what a send would find, and counts nothing",
           looking_tells_what_is_used_up_and_what_a_send_would_find_and_counts_nothing),
      TEST("looking takes no warning from who sends", looking_takes_no_warning_from_who_sends),
      TEST("fifty processes at once send exactly as many as the limit allows",
           fifty_processes_at_once_send_exactly_as_many_as_the_limit_allows),
  };
  return cmocka_run_group_tests_name("guard limits", tests, nullptr, nullptr);
}
