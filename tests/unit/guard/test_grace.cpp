// SPDX-License-Identifier: BSD-3-Clause
#include "guard/grace.hpp"

#include "stage.hpp"

namespace {

using namespace wavix::test;
using wavix::guard::grace_until;
using wavix::guard::GraceKey;
using wavix::guard::GracePlace;
using wavix::guard::GraceRule;
using wavix::guard::grant_grace;
using wavix::guard::list_grace;
using wavix::guard::revoke_grace;

const GraceRule an_hour{1h, 24h};

GraceKey from(const std::string& address, const std::string& user = "alice",
              const std::string& service = "sshd") {
  return {user, service, GracePlace::remote(address).value()};
}
bool has(Store& store, const GraceKey& key, const GraceRule& rule = an_hour) {
  return value_of(grace_until(store, key, rule)).has_value();
}

void it_lasts_for_the_period_and_no_longer() {
  Stage stage;
  auto store = stage.open();
  CHECK(!has(store, from("203.0.113.9")));
  value_of(grant_grace(store, from("203.0.113.9")));
  CHECK(value_of(grace_until(store, from("203.0.113.9"), an_hour)) == stage.machine.reading().wall + 1h);
  stage.machine.pass(1h - 1ms);
  CHECK(has(store, from("203.0.113.9")));
  stage.machine.pass(1ms);
  CHECK(!has(store, from("203.0.113.9")));
}

void it_is_for_one_user_service_and_place() {
  const Stage stage;
  auto store = stage.open();
  value_of(grant_grace(store, from("203.0.113.9")));
  CHECK(!has(store, from("203.0.113.8")));
  CHECK(!has(store, from("203.0.113.9", "bob")));
  CHECK(!has(store, from("203.0.113.9", "alice", "sudo")));
  CHECK(!has(store, {"alice", "sshd", GracePlace::local(1000, "203.0.113.9").value()}));
  CHECK(has(store, from("203.0.113.9")));
}

void a_place_is_a_numeric_address_or_a_session_on_a_terminal() {
  for (const auto* const rhost : {"", "db1.example.com", "localhost", "127.1", "203.0.113.9 ", "UNKNOWN"})
    CHECK(!GracePlace::remote(rhost));
  CHECK(GracePlace::remote("2001:db8::1").has_value());
  CHECK(!GracePlace::local(1000, ""));
  CHECK(!GracePlace::local(4294967295U, "pts/3"));
  CHECK(GracePlace::local(1000, "pts/3")->text() != GracePlace::local(1000, "pts/4")->text());
  CHECK(GracePlace::local(1000, "pts/3")->text() != GracePlace::local(1001, "pts/3")->text());
}

void the_rule_of_now_counts_and_its_cap_always() {
  Stage stage;
  auto store = stage.open();
  value_of(grant_grace(store, from("203.0.113.9")));
  CHECK(!has(store, from("203.0.113.9"), {0ms, 24h}));
  stage.machine.pass(10min);
  CHECK(!has(store, from("203.0.113.9"), {10min, 24h}));
  CHECK(!has(store, from("203.0.113.9"), {1h, 10min}));
  CHECK(has(store, from("203.0.113.9"), {11min, 11min}));
}

void no_setting_of_the_clock_lengthens_or_shortens_it() {
  using Move = void (*)(Machine&);
  const Move moves[] = {
      [](Machine& machine) { machine.set_wall(24h); },
      [](Machine& machine) { machine.set_wall(-24h); },
      [](Machine& machine) { machine.set_wall_to_1970(); },
  };
  for (const auto move : moves) {
    Stage stage;
    auto store = stage.open();
    value_of(grant_grace(store, from("203.0.113.9")));
    move(stage.machine);
    stage.machine.pass(1h - 1ms);
    CHECK(has(store, from("203.0.113.9")));
    stage.machine.pass(1ms);
    CHECK(!has(store, from("203.0.113.9")));
  }
}

void it_ends_with_the_boot() {
  Stage stage;
  {
    auto store = stage.open();
    value_of(grant_grace(store, from("203.0.113.9")));
  }
  stage.machine.reboot(1s, -24h);
  auto store = stage.open();
  CHECK(!has(store, from("203.0.113.9")));
}

void it_is_taken_from_one_user_or_from_all() {
  const Stage stage;
  auto store = stage.open();
  for (const auto* const user : {"alice", "bob", "carol"})
    value_of(grant_grace(store, from("203.0.113.9", user)));
  value_of(grant_grace(store, from("203.0.113.8")));
  CHECK_EQ(value_of(revoke_grace(store, "alice")), 2U);
  CHECK(!has(store, from("203.0.113.9")));
  CHECK(has(store, from("203.0.113.9", "bob")));
  CHECK_EQ(value_of(revoke_grace(store, std::nullopt)), 2U);
  CHECK(!has(store, from("203.0.113.9", "bob")));
}

void those_that_count_are_listed_by_the_rules_of_their_services() {
  Stage stage;
  auto store = stage.open();
  value_of(grant_grace(store, from("203.0.113.9", "bob")));
  stage.machine.reboot(1min);
  value_of(grant_grace(store, from("203.0.113.9", "bob", "sudo")));
  stage.machine.pass(30min);
  value_of(grant_grace(store, from("203.0.113.9", "bob")));
  value_of(grant_grace(store, {"alice", "", GracePlace::anywhere()}));
  const auto listed = [&] {
    std::string all;
    const auto rule_for = [](const std::string& service) {
      return service == "sudo" ? GraceRule{20min, 24h} : an_hour;
    };
    for (const auto& grant : value_of(list_grace(store, rule_for))) {
      CHECK(grant.until == grant.granted + 1h);
      all += grant.user + " " + grant.service + " " + grant.place + "\n";
    }
    return all;
  };
  CHECK_EQ(listed(), "alice  anywhere\nbob sshd from 203.0.113.9\n");
  stage.machine.pass(1h);
  CHECK_EQ(listed(), "");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("it lasts for the period and no longer", it_lasts_for_the_period_and_no_longer),
      TEST("it is for one user service and place", it_is_for_one_user_service_and_place),
      TEST("a place is a numeric address or a session on a terminal",
           a_place_is_a_numeric_address_or_a_session_on_a_terminal),
      TEST("the rule of now counts and its cap always", the_rule_of_now_counts_and_its_cap_always),
      TEST("no setting of the clock lengthens or shortens it",
           no_setting_of_the_clock_lengthens_or_shortens_it),
      TEST("it ends with the boot", it_ends_with_the_boot),
      TEST("those that count are listed by the rules of their services",
           those_that_count_are_listed_by_the_rules_of_their_services),
      TEST("it is taken from one user or from all", it_is_taken_from_one_user_or_from_all),
  };
  return cmocka_run_group_tests_name("guard grace", tests, nullptr, nullptr);
}
