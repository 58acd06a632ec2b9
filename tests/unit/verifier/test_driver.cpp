// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/driver.hpp"

#include <sys/socket.h>

#include <array>

#include "check.hpp"
#include "protocol/socket.hpp"
#include "verifier/causes.hpp"

namespace {

using namespace wavix;
using namespace wavix::verifier;
using namespace std::chrono_literals;

struct Connected {
  Host host;
  Fd module;
};

Connected connected() {
  std::array<int, 2> ends{};
  CHECK_EQ(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()), 0);
  return {Host(Fd(ends[0])), Fd(ends[1])};
}

Driver driver_of(Host& host, const config::Config& config, milliseconds login_timeout) {
  FlowSettings settings{.targets = {{PhoneNumber("37128782931"), Channel::sms}}, .channels = {Channel::sms}};
  return {host, config, Prepared{std::move(settings), *ApiKey::copy_of("key")},
          milliseconds(protocol::boottime_ms()) + login_timeout};
}

/// Nobody listens: a request would fail, but it would be counted.
config::Config nowhere() {
  config::Config config;
  config.wavix.api_url = "http://127.0.0.1:1";
  return config;
}

void a_host_that_went_before_gets_no_message() {
  auto [host, module] = connected();
  module.reset();
  const auto config = nowhere();
  auto driver = driver_of(host, config, 10s);
  const auto end = driver.run();
  CHECK_EQ(to_string(end.verdict), "no-dialogue");
  CHECK_EQ(end.cause, cause_host_gone);
  CHECK_EQ(driver.flow().sends(), 0U);
}

void a_deadline_that_passed_before_sends_no_message() {
  auto [host, module] = connected();
  const auto config = nowhere();
  auto driver = driver_of(host, config, 0s);
  const auto end = driver.run();
  CHECK_EQ(to_string(end.verdict), "refused");
  CHECK_EQ(end.cause, cause_deadline);
  CHECK_EQ(driver.flow().sends(), 0U);
}

void a_host_that_is_there_gets_one() {
  auto [host, module] = connected();
  const auto config = nowhere();
  auto driver = driver_of(host, config, 10s);
  CHECK_EQ(to_string(driver.run().verdict), "unavailable");
  CHECK_EQ(driver.flow().sends(), 1U);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a host that went before gets no message", a_host_that_went_before_gets_no_message),
      TEST("a deadline that passed before sends no message", a_deadline_that_passed_before_sends_no_message),
      TEST("a host that is there gets one", a_host_that_is_there_gets_one),
  };
  return cmocka_run_group_tests_name("verifier driver", tests, nullptr, nullptr);
}
