// SPDX-License-Identifier: BSD-3-Clause
#include "guard/overview.hpp"

#include "guard/pending.hpp"
#include "guard/record.hpp"
#include "stage.hpp"

namespace {

using namespace wavix::test;
using wavix::guard::hold;
using wavix::guard::LoginRecord;
using wavix::guard::overview;
using wavix::guard::write_record;

void a_new_store_has_nothing() {
  const Stage stage;
  auto store = stage.open();
  const auto now = value_of(overview(store));
  CHECK(now.bytes > 0 && now.bytes % 512 == 0);
  CHECK_EQ(now.logins, 0U);
  CHECK_EQ(now.pending, 0U);
  CHECK(!now.last_login && !now.last_verified);
}

void logins_on_record_are_counted_and_the_last_is_known() {
  Stage stage;
  auto store = stage.open();
  LoginRecord login;
  login.verdict = "verified";
  value_of(write_record(store, login, {}));
  const auto verified_at = stage.machine.reading().wall;
  stage.machine.pass(1h);
  login.verdict = "refused";
  for (int i = 0; i < 40; ++i)
    value_of(write_record(store, login, {.age = 24h, .rows = 30}));
  const auto now = value_of(overview(store));
  CHECK_EQ(now.logins, 30U);
  CHECK(now.last_login == stage.machine.reading().wall);
  CHECK(!now.last_verified);  // it is no longer on record
  login.verdict = "verified";
  value_of(write_record(store, login, {}));
  CHECK(value_of(overview(store)).last_verified == verified_at + 1h);
}

void a_verification_is_pending_as_long_as_its_code_may_be_typed() {
  Stage stage;
  auto store = stage.open();
  value_of(hold(store, {"alice", "sshd", ""}, {"v1", "37128782931", wavix::Channel::sms, 1, 0, 0ms}, 2min));
  CHECK_EQ(value_of(overview(store)).pending, 1U);
  stage.machine.pass(wavix::guard::code_life);
  CHECK_EQ(value_of(overview(store)).pending, 0U);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a new store has nothing", a_new_store_has_nothing),
      TEST("logins on record are counted, and the last is known",
           logins_on_record_are_counted_and_the_last_is_known),
      TEST("a verification is pending as long as its code may be typed",
           a_verification_is_pending_as_long_as_its_code_may_be_typed),
  };
  return cmocka_run_group_tests_name("guard overview", tests, nullptr, nullptr);
}
