// SPDX-License-Identifier: BSD-3-Clause
#include "guard/totals.hpp"

#include "guard/record.hpp"
#include "stage.hpp"

namespace {

using namespace wavix::test;
using wavix::guard::LoginRecord;
using wavix::guard::totals;
using wavix::guard::write_record;

LoginRecord login_of(const std::string& verdict, const std::string& service = "sshd",
                     const std::string& cause = "") {
  LoginRecord login;
  login.user = "alice";
  login.service = service;
  login.channel = "sms";
  login.sends = 2;
  login.checks = 3;
  login.verdict = verdict;
  login.cause = cause;
  return login;
}

std::string told(Store& store) {
  std::string all;
  for (const auto& total : value_of(totals(store)))
    all += total.outcome + " " + total.service + " " + total.channel + " " + std::to_string(total.logins) +
           " " + std::to_string(total.sends) + " " + std::to_string(total.checks) + "\n";
  return all;
}

void logins_are_counted_by_what_became_of_them() {
  const Stage stage;
  auto store = stage.open();
  CHECK_EQ(told(store), "");
  value_of(write_record(store, login_of("verified"), {}));
  value_of(write_record(store, login_of("verified"), {}));
  value_of(write_record(store, login_of("verified", "sudo"), {}));
  value_of(write_record(store, login_of("verified", "sshd", "recovery code, 9 left"), {}));
  CHECK_EQ(told(store), "recovery sshd sms 1 2 3\nverified sshd sms 2 4 6\nverified sudo sms 1 2 3\n");
}

void no_counter_goes_back_when_the_record_is_cut() {
  const Stage stage;
  auto store = stage.open();
  for (int i = 0; i < 100; ++i)
    value_of(write_record(store, login_of("verified"), {.age = 24h, .rows = 10}));
  CHECK_EQ(value_of(wavix::guard::last_records(store, 1000)).size(), 10U);
  CHECK_EQ(told(store), "verified sshd sms 100 200 300\n");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("logins are counted by what became of them", logins_are_counted_by_what_became_of_them),
      TEST("no counter goes back when the record is cut", no_counter_goes_back_when_the_record_is_cut),
  };
  return cmocka_run_group_tests_name("guard totals", tests, nullptr, nullptr);
}
