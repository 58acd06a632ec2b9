// SPDX-License-Identifier: BSD-3-Clause
#include "guard/record.hpp"

#include <sys/stat.h>

#include <filesystem>

#include "faults.hpp"
#include "guard/totals.hpp"

namespace {

using namespace wavix::test;
using wavix::guard::count_records;
using wavix::guard::last_records;
using wavix::guard::LoginRecord;
using wavix::guard::RecordBounds;
using wavix::guard::records_of;
using wavix::guard::visit_records;
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
  login.contact = "bob";
  login.country = "LV";
  login.rule = "policy.include_groups (/etc/wavix2fa/wavix2fa.conf:33)";
  login.detail = "Connection refused";
  return login;
}

std::string users(const std::vector<LoginRecord>& logins) {
  std::string all;
  for (const auto& login : logins)
    all += login.user + " ";
  return all;
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
  CHECK_EQ(login.contact, "bob");
  CHECK_EQ(login.country, "LV");
  CHECK_EQ(login.rule, "policy.include_groups (/etc/wavix2fa/wavix2fa.conf:33)");
  CHECK_EQ(login.detail, "Connection refused");
  CHECK(login.steps.empty());
  CHECK(login.ended - login.began() == 21840ms);
}

void it_is_known_how_many_there_are() {
  const Stage stage;
  auto store = stage.open();
  CHECK_EQ(value_of(count_records(store)), 0U);
  for (const auto* const user : {"alice", "bob", "alice"})
    value_of(write_record(store, login_of(user), {}));
  CHECK_EQ(value_of(count_records(store)), 3U);
}

void the_last_come_first_of_all_or_of_one_user() {
  const Stage stage;
  auto store = stage.open();
  for (const auto* const user : {"alice", "bob", "alice", "carol"})
    value_of(write_record(store, login_of(user), {}));
  CHECK_EQ(users(value_of(last_records(store, 3))), "carol alice bob ");
  CHECK_EQ(users(value_of(last_records(store, 9, "alice"))), "alice alice ");
  CHECK_EQ(users(value_of(last_records(store, 1, "alice"))), "alice ");
  CHECK_EQ(users(value_of(last_records(store, 9, "ali"))), "");
}

void what_happened_in_a_login_is_kept_in_order_and_bounded() {
  const Stage stage;
  auto store = stage.open();
  auto login = login_of("alice");
  for (std::size_t i = 0; i < 100; ++i)
    login.steps.push_back({stage.machine.reading().wall + i * 1s, "told", std::to_string(i) + "\x1b"});
  value_of(write_record(store, login, {}));
  value_of(write_record(store, login_of("bob"), {}));
  const auto steps = value_of(last_records(store, 1, "alice")).front().steps;
  CHECK_EQ(steps.size(), wavix::guard::most_steps);
  CHECK_EQ(steps.at(1).what, "told");
  CHECK_EQ(steps.at(1).detail, "1?");
  CHECK(steps.at(1).at == stage.machine.reading().wall + 1s);
  CHECK(value_of(last_records(store, 1, "bob")).front().steps.empty());
}

void steps_go_with_their_login() {
  const Stage stage;
  auto store = stage.open();
  auto login = login_of("alice");
  login.steps = {{{}, "gone", ""}};
  for (int i = 0; i < 30; ++i)
    value_of(write_record(store, login, {.age = 24h, .rows = 20}));
  CHECK_EQ(by_sqlite(stage.path(), "SELECT count(*) FROM step"), "20");
}

void logins_of_a_time_are_shown_in_its_order() {
  Stage stage;
  auto store = stage.open();
  const auto start = stage.machine.reading().wall;
  for (const auto* const user : {"alice", "bob", "carol", "dave"}) {
    value_of(write_record(store, login_of(user), {}));
    stage.machine.pass(1h);
  }
  std::vector<LoginRecord> seen;
  value_of(visit_records(store, start + 1h, start + 3h, [&](const auto& login) { seen.push_back(login); }));
  CHECK_EQ(users(seen), "bob carol ");
}

void logins_are_found_by_their_verification() {
  const Stage stage;
  auto store = stage.open();
  for (const auto* const id : {"a1", "b2", "a1", ""}) {
    auto login = login_of(std::string("user-") + id);
    login.verification = id;
    value_of(write_record(store, login, {}));
  }
  CHECK_EQ(users(value_of(records_of(store, {"a1", "none", ""}))), "user-a1 user-a1 ");
  CHECK_EQ(users(value_of(records_of(store, {}))), "");
}

void a_record_of_the_first_version_is_taken_over() {
  const Stage stage;
  CHECK(::mkdir(stage.folder_path().c_str(), 0700) == 0);
  by_sqlite(stage.path(), R"(
    CREATE TABLE clock (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), instant INTEGER NOT NULL,
      up INTEGER NOT NULL, highest_wall INTEGER NOT NULL, boot TEXT NOT NULL) STRICT;
    CREATE TABLE record (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, wall INTEGER NOT NULL,
      user TEXT NOT NULL, service TEXT NOT NULL, rhost TEXT NOT NULL, phone TEXT NOT NULL, channel TEXT NOT NULL,
      verification TEXT NOT NULL, sends INTEGER NOT NULL, checks INTEGER NOT NULL, verdict TEXT NOT NULL,
      cause TEXT NOT NULL, took INTEGER NOT NULL, cost TEXT NOT NULL) STRICT;
    CREATE INDEX record_of_user ON record (user, id);
    INSERT INTO record VALUES (7, 1, 2, 'alice', 'sshd', '', '', 'sms', 'a1', 1, 1, 'verified', '', 3, '');
    PRAGMA application_id = 2004365926; PRAGMA user_version = 1)");
  CHECK(::chmod(stage.path().c_str(), 0600) == 0);
  auto store = stage.open();
  const auto login = value_of(last_records(store, 1)).front();
  CHECK_EQ(login.user, "alice");
  CHECK_EQ(login.verdict, "verified");
  CHECK_EQ(login.rule, "");
  CHECK_EQ(users(value_of(records_of(store, {"a1"}))), "alice ");
  CHECK(value_of(wavix::guard::totals(store)).empty());  // counted from now on
  value_of(write_record(store, login_of("bob"), {}));
  CHECK_EQ(value_of(wavix::guard::totals(store)).front().logins, 1U);
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
      TEST("it is known how many there are", it_is_known_how_many_there_are),
      TEST("the last come first, of all or of one user", the_last_come_first_of_all_or_of_one_user),
      TEST("what happened in a login is kept in order, and bounded",
           what_happened_in_a_login_is_kept_in_order_and_bounded),
      TEST("steps go with their login", steps_go_with_their_login),
      TEST("logins of a time are shown in its order", logins_of_a_time_are_shown_in_its_order),
      TEST("logins are found by their verification", logins_are_found_by_their_verification),
      TEST("a record of the first version is taken over", a_record_of_the_first_version_is_taken_over),
      TEST("text from outside is made fit to be shown", text_from_outside_is_made_fit_to_be_shown),
      TEST("the oldest go when there are too many", the_oldest_go_when_there_are_too_many),
      TEST("the oldest go when they are too old, a few with each login",
           the_oldest_go_when_they_are_too_old_a_few_with_each_login),
      TEST("the file does not grow beyond its bounds and shrinks with them",
           the_file_does_not_grow_beyond_its_bounds_and_shrinks_with_them),
  };
  return cmocka_run_group_tests_name("guard record", tests, nullptr, nullptr);
}
