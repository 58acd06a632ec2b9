// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/request_log.hpp"

#include "check.hpp"

namespace {

using namespace std::chrono_literals;
using wavix::sandbox::Logged;
using wavix::sandbox::RequestLog;
using wavix::sandbox::Time;

Logged post(const std::string& body, std::chrono::milliseconds at, const std::string& fault = "") {
  Logged entry;
  entry.at = Time(at);
  entry.request.method = "POST";
  entry.request.target = "/v1/two-fa/verification";
  entry.request.body = body;
  entry.fault = fault;
  return entry;
}

void a_repetition_is_noted() {
  RequestLog log;
  log.add(post("a", 0ms));
  log.add(post("b", 1ms));
  const auto& again = log.add(post("a", 2ms));
  CHECK(again.repeats == 1U);
  CHECK(again.violations.empty());
}

void a_repetition_after_a_fault_is_a_violation_for_three_seconds() {
  RequestLog log;
  log.add(post("a", 0ms, "reset=after"));
  CHECK_EQ(log.add(post("a", 3000ms)).violations.size(), 1U);
  RequestLog later;
  later.add(post("a", 0ms, "reset=after"));
  CHECK(later.add(post("a", 3001ms)).violations.empty());
}

void a_get_may_be_repeated() {
  RequestLog log;
  auto get = post("", 0ms, "status=503");
  get.request.method = "GET";
  log.add(get);
  CHECK(!log.add(get).repeats);
}

void numbers_go_on_after_the_log_is_cleared() {
  RequestLog log;
  log.add(post("a", 0ms));
  log.clear();
  CHECK_EQ(log.add(post("a", 1ms)).number, 2U);
  CHECK_EQ(log.entries().size(), 1U);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a repetition is noted", a_repetition_is_noted),
      TEST("a repetition after a fault is a violation for three seconds",
           a_repetition_after_a_fault_is_a_violation_for_three_seconds),
      TEST("a GET may be repeated", a_get_may_be_repeated),
      TEST("numbers go on after the log is cleared", numbers_go_on_after_the_log_is_cleared),
  };
  return cmocka_run_group_tests_name("sandbox request log", tests, nullptr, nullptr);
}
