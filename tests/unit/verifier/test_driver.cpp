// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/driver.hpp"

#include <sys/socket.h>

#include <array>
#include <utility>
#include <vector>

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

/// A Wavix that cannot be reached: a request fails, but it is counted.
class Nowhere final : public api::Transport {
public:
  void start(api::Request, Done done) override { waiting_.push_back(std::move(done)); }
  bool run(int, milliseconds) override {
    for (const auto& done : std::exchange(waiting_, {}))
      done(unexpected(api::Failure{.cause = api::Cause::unreachable, .may_have_arrived = false}));
    return false;
  }

private:
  std::vector<Done> waiting_;
};

struct Scene {
  Connected ends = connected();
  config::Config config = {};
  Nowhere wavix = {};

  Driver driver(milliseconds login_timeout) {
    const FlowSettings settings{.targets = {{PhoneNumber("37128782931"), Channel::sms}},
                                .channels = {Channel::sms}};
    return {ends.host, config,   wavix,
            nullptr,   settings, milliseconds(protocol::boottime_ms()) + login_timeout};
  }
};

void a_host_that_went_before_gets_no_message() {
  Scene scene;
  scene.ends.module.reset();
  auto driver = scene.driver(10s);
  driver.begin();
  const auto end = driver.run();
  CHECK_EQ(to_string(end.verdict), "no-dialogue");
  CHECK_EQ(end.cause, cause_host_gone);
  CHECK_EQ(driver.flow().sends(), 0U);
}

void a_deadline_that_passed_before_sends_no_message() {
  Scene scene;
  auto driver = scene.driver(0s);
  driver.begin();
  const auto end = driver.run();
  CHECK_EQ(to_string(end.verdict), "refused");
  CHECK_EQ(end.cause, cause_deadline);
  CHECK_EQ(driver.flow().sends(), 0U);
}

void a_host_that_is_there_gets_one() {
  Scene scene;
  auto driver = scene.driver(10s);
  driver.begin();
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
