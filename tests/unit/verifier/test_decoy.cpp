// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/decoy.hpp"

#include <future>

#include "check.hpp"
#include "wavix/operations.hpp"
#include "wavix/raw_server.hpp"

namespace {

using namespace wavix;
using namespace std::chrono_literals;
using std::chrono::milliseconds;
using test::Connection;
using test::RawServer;
using verifier::DecoyTransport;
using Outcome = Expected<api::Reply, api::Failure>;

/// A decoy whose clock and network a test has in hand.
class Staged {
public:
  /// What came of a request, at once or not yet.
  std::optional<Outcome>& start(api::Request request) {
    outcome_.reset();
    decoy.start(std::move(request), [this](Outcome result) { outcome_ = std::move(result); });
    return outcome_;
  }
  std::optional<Outcome>& create(Channel channel = Channel::sms) {
    return start(api::create_request("7204", "37128782931", channel));
  }
  /// A decoy that connected in 100 ms and has told of a verification.
  std::string created(Channel channel = Channel::sms) {
    auto& outcome = create(channel);
    pass(100ms);
    connected();
    pass(100ms);
    return outcome.value().and_then(api::create_reply)->verification;
  }
  void connected() { std::exchange(ready_, nullptr)(std::nullopt); }
  void failed(const api::Failure& failure) { std::exchange(ready_, nullptr)(failure); }
  /// Time goes by, and the decoy sees it.
  void pass(milliseconds time) {
    now_ += time;
    decoy.run(-1, 0ms);
  }
  /// How long the decoy lets the network wait.
  milliseconds waits(milliseconds most) {
    decoy.run(-1, most);
    return waited_;
  }
  [[nodiscard]] int connections() const { return connections_; }

private:
  milliseconds now_{1000000}, waited_{0};
  api::CurlTransport::Ready ready_;
  int connections_ = 0;
  std::optional<Outcome> outcome_;

public:
  DecoyTransport decoy{{[this](api::CurlTransport::Ready ready) {
                          ++connections_;
                          ready_ = std::move(ready);
                        },
                        [this](int other_fd, milliseconds most) {
                          waited_ = most;
                          return other_fd == 7;
                        }},
                       [this] { return now_; }};
};

void a_create_takes_as_long_again_as_connecting() {
  Staged stage;
  const auto& outcome = stage.create();
  stage.pass(80ms);
  CHECK(!outcome);
  stage.connected();
  stage.pass(79ms);
  CHECK(!outcome);
  stage.pass(1ms);
  CHECK_EQ(outcome.value()->status, 200);
}

void a_verification_is_told_that_looks_like_one_of_wavix() {
  Staged first, second;
  const auto id = first.created();
  CHECK_EQ(id.size(), 32U);
  CHECK(id.find_first_not_of("0123456789abcdef") == std::string::npos);
  CHECK(id != second.created());
}

void a_failure_to_connect_is_the_create_s() {
  Staged stage;
  const auto& outcome = stage.create();
  stage.failed({.cause = api::Cause::tls, .may_have_arrived = false, .message = "no such certificate"});
  CHECK(!outcome);  // later, from run()
  stage.pass(0ms);
  CHECK(outcome.value().error().cause == api::Cause::tls);
  CHECK(!outcome->error().may_have_arrived);
  CHECK_EQ(outcome->error().message, "no such certificate");
}

void no_code_is_right() {
  Staged stage;
  const auto id = stage.created();
  for (const auto* code : {"123456", "000000", "", "true", R"({"is_valid":true})"}) {
    const auto& outcome = stage.start(api::check_request(id, code));
    stage.pass(49ms);
    CHECK(!outcome);
    stage.pass(1ms);
    const auto checked = outcome.value().and_then(api::check_reply);
    CHECK(checked);
    CHECK(!checked->valid);
  }
  CHECK_EQ(stage.connections(), 1);
}

void a_message_seems_to_go_out_on_the_channel_that_was_asked_for() {
  for (const auto first : {Channel::sms, Channel::voice}) {
    const auto other = first == Channel::sms ? Channel::voice : Channel::sms;
    Staged stage;
    const auto id = stage.created(first);
    const auto kind_now = [&] {
      const auto& outcome = stage.start(api::events_request(id));
      stage.pass(50ms);
      const auto events = outcome.value().and_then(api::events_reply);
      CHECK_EQ(events->size(), 1U);
      CHECK(events->front().status == api::Event::Status::success);
      return events->front().kind == api::Event::Kind::voice ? Channel::voice : Channel::sms;
    };
    CHECK(kind_now() == first);
    const auto& outcome = stage.start(api::resend_request(id, other));
    stage.pass(50ms);
    CHECK(outcome.value().and_then(api::resend_reply));
    CHECK(kind_now() == other);
  }
}

void it_is_cancelled_like_any() {
  Staged stage;
  const auto id = stage.created();
  const auto& outcome = stage.start(api::cancel_request(id));
  stage.pass(50ms);
  CHECK(outcome.value().and_then(api::cancel_reply));
}

void it_waits_no_longer_than_for_the_next_answer() {
  Staged stage;
  CHECK(stage.waits(1000ms) == 1000ms);
  const auto id = stage.created();
  const auto& outcome = stage.start(api::check_request(id, "123456"));
  CHECK(stage.waits(1000ms) == 50ms);
  CHECK(stage.waits(20ms) == 20ms);
  stage.pass(60ms);
  CHECK(outcome);
  CHECK(stage.waits(1000ms) == 1000ms);
}

void another_descriptor_wakes() {
  Staged stage;
  CHECK(stage.decoy.run(7, 0ms));
  CHECK(!stage.decoy.run(8, 0ms));
}

void an_answer_may_start_the_next_request() {
  Staged stage;
  const auto id = stage.created();
  int answers = 0;
  stage.decoy.start(api::check_request(id, "123456"), [&](const Outcome&) {
    ++answers;
    stage.decoy.start(api::cancel_request(id), [&](const Outcome&) { ++answers; });
  });
  stage.pass(50ms);
  CHECK_EQ(answers, 1);
  stage.pass(50ms);
  CHECK_EQ(answers, 2);
}

api::Endpoint endpoint(const std::string& url) { return {url, "", "", 1000ms, 1000ms}; }

Outcome create_by(DecoyTransport& decoy) {
  std::optional<Outcome> outcome;
  decoy.start(api::create_request("7204", "37128782931", Channel::sms),
              [&](Outcome result) { outcome = std::move(result); });
  const auto deadline = std::chrono::steady_clock::now() + 5s;
  while (!outcome) {
    if (std::chrono::steady_clock::now() > deadline) throw std::logic_error("no outcome in 5 seconds");
    decoy.run(-1, 1000ms);
  }
  return *outcome;
}

void wavix_sees_a_connection_and_not_a_byte() {
  std::promise<void> ended;
  std::string seen = "not yet";
  RawServer server({[&](Connection& peer) {
    seen = peer.request();
    ended.set_value();
  }});
  DecoyTransport decoy(endpoint(server.url()), *ApiKey::copy_of("s3cr3t"));
  CHECK(create_by(decoy).and_then(api::create_reply));
  ended.get_future().wait();
  CHECK_EQ(seen, "");
}

void an_outage_of_wavix_is_one_of_the_decoy() {
  std::string closed_port;
  { closed_port = RawServer({}).url(); }
  DecoyTransport decoy(endpoint(closed_port), *ApiKey::copy_of("s3cr3t"));
  const auto outcome = create_by(decoy);
  CHECK(outcome.error().cause == api::Cause::unreachable);
  CHECK(!outcome.error().may_have_arrived);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a create takes as long again as connecting", a_create_takes_as_long_again_as_connecting),
      TEST("a verification is told that looks like one of Wavix",
           a_verification_is_told_that_looks_like_one_of_wavix),
      TEST("a failure to connect is the create's", a_failure_to_connect_is_the_create_s),
      TEST("no code is right", no_code_is_right),
      TEST("a message seems to go out on the channel that was asked for",
           a_message_seems_to_go_out_on_the_channel_that_was_asked_for),
      TEST("it is cancelled like any", it_is_cancelled_like_any),
      TEST("it waits no longer than for the next answer", it_waits_no_longer_than_for_the_next_answer),
      TEST("another descriptor wakes", another_descriptor_wakes),
      TEST("an answer may start the next request", an_answer_may_start_the_next_request),
      TEST("Wavix sees a connection and not a byte", wavix_sees_a_connection_and_not_a_byte),
      TEST("an outage of Wavix is one of the decoy", an_outage_of_wavix_is_one_of_the_decoy),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
