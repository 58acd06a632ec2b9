// SPDX-License-Identifier: BSD-3-Clause
#include "guard/record.hpp"

#include <filesystem>

#include "stage.hpp"

namespace {

using namespace wavix::test;
using wavix::guard::last_records;
using wavix::guard::LoginRecord;
using wavix::guard::RecordBounds;
using wavix::guard::write_record;

LoginRecord login_of(const std::string& user) {
  LoginRecord login;
  login.user = user;
  login.service = "sshd";
  login.rhost = "203.0.113.9";
  login.phone = "+371*****931";
  login.channel = "sms";
  login.verification = "5f1a8680";
  login.sends = 1;
  login.checks = 2;
  login.verdict = "verified";
  login.cause = "tries";
  login.took = 21840ms;
  login.cost = "0.0522";
  return login;
}

void a_login_is_told_as_it_was_written() {
  const Stage stage;
  auto store = stage.open();
  value_of(write_record(store, login_of("alice"), {}));
  const auto logins = value_of(last_records(store, 10));
  CHECK_EQ(logins.size(), 1U);
  const auto& login = logins.front();
  CHECK(login.ended == stage.machine.reading().wall);
  CHECK_EQ(login.user, "alice");
  CHECK_EQ(login.service, "sshd");
  CHECK_EQ(login.rhost, "203.0.113.9");
  CHECK_EQ(login.phone, "+371*****931");
  CHECK_EQ(login.channel, "sms");
  CHECK_EQ(login.verification, "5f1a8680");
  CHECK_EQ(login.sends, 1U);
  CHECK_EQ(login.checks, 2U);
  CHECK_EQ(login.verdict, "verified");
  CHECK_EQ(login.cause, "tries");
  CHECK(login.took == 21840ms);
  CHECK_EQ(login.cost, "0.0522");
}

void the_last_come_first_of_all_or_of_one_user() {
  const Stage stage;
  auto store = stage.open();
  for (const auto* const user : {"alice", "bob", "alice", "carol"})
    value_of(write_record(store, login_of(user), {}));
  const auto users = [&](const std::vector<LoginRecord>& logins) {
    std::string all;
    for (const auto& login : logins)
      all += login.user + " ";
    return all;
  };
  CHECK_EQ(users(value_of(last_records(store, 3))), "carol alice bob ");
  CHECK_EQ(users(value_of(last_records(store, 9, "alice"))), "alice alice ");
  CHECK_EQ(users(value_of(last_records(store, 1, "alice"))), "alice ");
  CHECK_EQ(users(value_of(last_records(store, 9, "ali"))), "");
}

void text_from_outside_is_made_fit_to_be_shown() {
  const Stage stage;
  auto store = stage.open();
  auto login = login_of("a\x1b[2Jb");
  login.cause = std::string(100000, 'x');
  value_of(write_record(store, login, {}));
  const auto found = value_of(last_records(store, 1, login.user));
  CHECK_EQ(found.front().user, "a?[2Jb");
  CHECK_EQ(found.front().cause.size(), 256U);
}

void the_oldest_go_when_there_are_too_many() {
  const Stage stage;
  auto store = stage.open();
  for (int i = 0; i < 30; ++i)
    value_of(write_record(store, login_of(std::to_string(i)), {.age = 24h, .rows = 20}));
  const auto logins = value_of(last_records(store, 100));
  CHECK_EQ(logins.size(), 20U);
  CHECK_EQ(logins.front().user, "29");
  CHECK_EQ(logins.back().user, "10");
}

void the_oldest_go_when_they_are_too_old_a_few_with_each_login() {
  Stage stage;
  auto store = stage.open();
  const RecordBounds bounds{.age = 24h, .rows = 1000};
  for (int i = 0; i < 100; ++i)
    value_of(write_record(store, login_of("old"), bounds));
  stage.machine.set_wall(365 * 24h);  // of no meaning
  value_of(write_record(store, login_of("new"), bounds));
  CHECK_EQ(value_of(last_records(store, 1000)).size(), 101U);
  stage.machine.pass(24h);
  value_of(write_record(store, login_of("new"), bounds));
  const auto left = value_of(last_records(store, 1000)).size();
  CHECK(left < 102U);
  CHECK(left > 70U);
  for (int i = 0; i < 10; ++i)
    value_of(write_record(store, login_of("new"), bounds));
  CHECK_EQ(value_of(last_records(store, 1000)).back().user, "new");
}

void the_file_does_not_grow_beyond_its_bounds_and_shrinks_with_them() {
  const Stage stage;
  const auto size_after = [&](int logins, unsigned rows) {
    {
      auto store = stage.open();
      for (int i = 0; i < logins; ++i)
        value_of(write_record(store, login_of("alice"), {.age = 24h, .rows = rows}));
    }
    return std::filesystem::file_size(stage.path());
  };
  const auto full = size_after(1500, 1000);
  const auto later = size_after(1500, 1000);
  CHECK(later < full + full / 10);
  CHECK(size_after(300, 10) < full / 2);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a login is told as it was written", a_login_is_told_as_it_was_written),
      TEST("the last come first, of all or of one user", the_last_come_first_of_all_or_of_one_user),
      TEST("text from outside is made fit to be shown", text_from_outside_is_made_fit_to_be_shown),
      TEST("the oldest go when there are too many", the_oldest_go_when_there_are_too_many),
      TEST("the oldest go when they are too old, a few with each login",
           the_oldest_go_when_they_are_too_old_a_few_with_each_login),
      TEST("the file does not grow beyond its bounds and shrinks with them",
           the_file_does_not_grow_beyond_its_bounds_and_shrinks_with_them),
  };
  return cmocka_run_group_tests_name("guard record", tests, nullptr, nullptr);
}
