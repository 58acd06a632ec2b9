// SPDX-License-Identifier: BSD-3-Clause
#include "figures/figures.hpp"

#include <fmt/format.h>

#include <cstdlib>

#include "check.hpp"

namespace {

using namespace std::chrono_literals;
using wavix::Day;
using wavix::api::Event;
using wavix::api::Session;
using wavix::figures::Figures;
using wavix::figures::hints;
using wavix::figures::index_of;
using wavix::figures::Outcome;
using wavix::figures::Report;
using wavix::figures::Row;
using wavix::guard::LoginRecord;

constexpr Day first = std::chrono::year(2026) / 11 / 21, last = std::chrono::year(2026) / 11 / 22;

struct Given {
  std::string verdict = "verified", verification = "v1";
  wavix::guard::WallTime ended = last + 12h;
  std::string user = "alice", service = "sshd", channel = "sms", country = "LV", cause = {};
  unsigned sends = 1;
};

LoginRecord login(const Given& given) {
  LoginRecord record;
  record.ended = given.ended;
  record.user = given.user;
  record.service = given.service;
  record.channel = given.channel;
  record.country = given.country;
  record.verification = given.verification;
  record.verdict = given.verdict;
  record.cause = given.cause;
  record.sends = given.sends;
  record.checks = 1;
  return record;
}

Session session(const std::string& verification, const std::string& charge) {
  Session session;
  session.verification = verification;
  session.charge = charge;
  return session;
}

Report report_of(const std::vector<Given>& logins, const std::vector<Session>& sessions = {}) {
  CHECK(::setenv("TZ", "UTC", 1) == 0);
  ::tzset();
  Figures figures({first, last}, true);
  for (const auto& given : logins)
    figures.add(login(given));
  figures.settle();
  for (const auto& one : sessions)
    figures.add(one);
  return std::move(figures).report("");
}

std::string names_of(const std::vector<Row>& rows) {
  std::string names;
  for (const auto& row : rows)
    names += fmt::format("{}:{} ", row.name, row.logins);
  return names;
}

void each_login_is_counted_once_in_each_table() {
  const auto report =
      report_of({{.sends = 2},
                 {.verdict = "refused", .verification = "v2", .service = "sudo", .channel = "voice"},
                 {.verdict = "no-contact",
                  .verification = "",
                  .user = "dave",
                  .channel = "",
                  .country = "",
                  .sends = 0}});
  CHECK_EQ(report.totals.logins, 3U);
  CHECK_EQ(report.totals.verified, 1U);
  CHECK_EQ(report.totals.failed, 1U);
  CHECK_EQ(report.totals.other(), 1U);
  CHECK_EQ(report.totals.sends, 3U);
  CHECK_EQ(report.totals.sends_verified, 2U);
  CHECK_EQ(report.totals.sends_failed, 1U);
  CHECK_EQ(report.checks, 3U);
  CHECK_EQ(report.outcomes[index_of(Outcome::no_contact)].logins, 1U);
  CHECK_EQ(names_of(report.days), "2026-11-22:3 ");
  CHECK_EQ(names_of(report.channels), ":1 sms:1 voice:1 ");
  CHECK_EQ(names_of(report.countries), ":1 LV:2 ");
  CHECK_EQ(names_of(report.services), "sshd:2 sudo:1 ");
  CHECK_EQ(names_of(report.users), "alice:2 ");
}

void days_begin_at_midnight_of_the_machines_own_zone() {
  CHECK(::setenv("TZ", "EST5", 1) == 0);
  ::tzset();
  Figures figures({first, last}, false);
  for (const wavix::guard::WallTime ended : std::initializer_list<wavix::guard::WallTime>{
           first + 4h + 59min, first + 5h, last + 28h + 59min, last + 29h})
    figures.add(login({.ended = ended}));
  figures.settle();
  CHECK_EQ(names_of(std::move(figures).report("").days), "2026-11-21:1 2026-11-22:1 ");
}

void a_charge_goes_to_the_login_that_had_the_verification() {
  const auto report =
      report_of({{.verification = "v1"}, {.verification = "v2", .ended = first + 1h, .country = "EE"}},
                {session("v1", "0.0522"), session("v2", "0.0840"), session("v2", "")});
  CHECK_EQ(report.totals.cost.text(), "0.1362");
  CHECK_EQ(report.days[0].cost.text(), "0.0840");
  CHECK_EQ(report.days[1].cost.text(), "0.0522");
  CHECK_EQ(report.countries[0].cost.text(), "0.0840");
  CHECK_EQ(report.outcomes[index_of(Outcome::verified)].cost.text(), "0.1362");
  CHECK_EQ(report.bill->elsewhere, 0U);
}

void what_this_machine_did_not_begin_is_told_apart() {
  const auto report =
      report_of({{.verification = "v1"}, {.verification = "v0", .ended = first - 1h}},
                {session("v1", "0.05"), session("v0", "7"), session("x", "0.06"), session("", "0.01")});
  CHECK_EQ(report.totals.cost.text(), "0.0500");
  CHECK_EQ(report.bill->verifications, 3U);  // v0 is of another day
  CHECK_EQ(report.bill->elsewhere, 2U);
  CHECK_EQ(report.bill->cost_elsewhere.text(), "0.0700");
}

void a_charge_that_is_no_amount_is_counted_as_such() {
  const auto report = report_of({{}}, {session("v1", "1e9"), session("y", "-1")});
  CHECK_EQ(report.totals.cost.text(), "0.0000");
  CHECK_EQ(report.bill->unreadable, 2U);
}

void two_logins_with_one_verification_are_one_that_was_verified() {
  const auto report = report_of({{.verdict = "no-dialogue", .verification = "v1", .ended = first + 1h},
                                 {.verdict = "verified", .verification = "v1", .sends = 0},
                                 {.verdict = "refused", .verification = "v2"}},
                                {session("v1", "0.05")});
  CHECK_EQ(report.totals.verifications, 2U);
  CHECK_EQ(report.totals.conversion().value(), 50U);
  CHECK_EQ(report.days[1].cost.text(), "0.0500");
}

void without_a_list_of_wavix_nothing_is_said_of_costs() {
  Figures figures({first, last}, false);
  figures.settle();
  const auto report = std::move(figures).report("--offline");
  CHECK(!report.bill && !report.delivery);
  CHECK_EQ(report.no_bill_because, "--offline");
  CHECK(!report.totals.conversion());
}

void of_those_not_verified_the_latest_are_looked_at() {
  Figures figures({first, last}, false);
  for (int i = 0; i < 1000; ++i)
    figures.add(
        login({.verdict = i % 2 == 0 ? "refused" : "verified", .verification = fmt::format("v{}", i)}));
  figures.settle();
  for (int i = 0; i < 1000; ++i)
    figures.add(session(fmt::format("v{}", i), "0.05"));
  CHECK_EQ(figures.unverified().size(), Figures::most_unverified);
  CHECK_EQ(figures.unverified().back(), "v998");
  Event lost;
  lost.kind = Event::Kind::sms;
  lost.status = Event::Status::failed;
  auto wrong_code = lost;
  wrong_code.kind = Event::Kind::check;
  figures.add(std::vector{lost, wrong_code, lost});
  const auto report = std::move(figures).report("");
  CHECK_EQ(report.delivery->undelivered, 2U);
  CHECK_EQ(report.delivery->asked, 1U);
  CHECK_EQ(report.delivery->wanted, 500U);
}

void a_country_is_two_capitals_or_unknown() {
  CHECK_EQ(
      names_of(
          report_of({{.country = "LV"}, {.country = "<b>"}, {.country = "lv"}, {.country = "L"}}).countries),
      ":3 LV:1 ");
}

void the_users_with_the_most_sends_come_first() {
  std::vector<Given> logins;
  for (unsigned i = 1; i <= 30; ++i)
    logins.push_back({.user = fmt::format("user{:02}", i), .sends = i});
  const auto report = report_of(logins);
  CHECK_EQ(report.users.size(), Figures::most_users);
  CHECK_EQ(report.users.front().name, "user30");
}

void a_share_that_smells_of_an_attack_is_told_and_a_healthy_one_is_not() {
  std::vector<Given> logins;
  logins.reserve(120);
  for (int i = 0; i < 100; ++i)
    logins.push_back({.verdict = i < 70 ? "verified" : "refused", .verification = fmt::format("l{}", i)});
  CHECK(hints(report_of(logins)).empty());
  for (int i = 0; i < 20; ++i)
    logins.push_back({.verdict = "refused", .verification = fmt::format("n{}", i), .country = "NG"});
  auto said = hints(report_of(logins));
  CHECK_EQ(said.size(), 2U);
  CHECK(said[1].starts_with(
      "all: 58 % of 120 verifications ended with the right code, where 60 to 80 % is healthy"));
  CHECK(said[0].starts_with("NG: 0 % of 20 verifications ended with the right code, as in an attack"));
  logins.pop_back();  // nineteen say nothing
  CHECK_EQ(hints(report_of(logins)).size(), 1U);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("each login is counted once in each table", each_login_is_counted_once_in_each_table),
      TEST("days begin at midnight of the machine's own zone",
           days_begin_at_midnight_of_the_machines_own_zone),
      TEST("a charge goes to the login that had the verification",
           a_charge_goes_to_the_login_that_had_the_verification),
      TEST("what this machine did not begin is told apart", what_this_machine_did_not_begin_is_told_apart),
      TEST("a charge that is no amount is counted as such", a_charge_that_is_no_amount_is_counted_as_such),
      TEST("two logins with one verification are one that was verified",
           two_logins_with_one_verification_are_one_that_was_verified),
      TEST("without a list of Wavix nothing is said of costs",
           without_a_list_of_wavix_nothing_is_said_of_costs),
      TEST("of those not verified, the latest are looked at", of_those_not_verified_the_latest_are_looked_at),
      TEST("a country is two capitals, or unknown", a_country_is_two_capitals_or_unknown),
      TEST("the users with the most sends come first", the_users_with_the_most_sends_come_first),
      TEST("a share that smells of an attack is told, and a healthy one is not",
           a_share_that_smells_of_an_attack_is_told_and_a_healthy_one_is_not),
  };
  return cmocka_run_group_tests_name("figures figures", tests, nullptr, nullptr);
}
