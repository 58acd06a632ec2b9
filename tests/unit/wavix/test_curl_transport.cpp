// SPDX-License-Identifier: BSD-3-Clause
#include <unistd.h>

#include <future>

#include "asking.hpp"
#include "check.hpp"
#include "raw_server.hpp"

// Connections, time, and what may have arrived.
namespace {

using namespace wavix::test;
using wavix::api::Cause;
using wavix::api::CurlTransport;

struct Timed {
  Outcome outcome;
  std::chrono::steady_clock::duration took;
};

Timed timed_ask(const std::string& url, std::chrono::milliseconds connect,
                std::chrono::milliseconds request) {
  auto transport = transport_to(url, connect, request);
  const auto begin = std::chrono::steady_clock::now();
  auto outcome = ask(transport, some_post());
  return {std::move(outcome), std::chrono::steady_clock::now() - begin};
}

void check_timeout(const Timed& timed, bool may_have_arrived) {
  CHECK(timed.outcome.error().cause == Cause::timeout);
  CHECK_EQ(timed.outcome.error().may_have_arrived, may_have_arrived);
  CHECK(timed.took >= 190ms && timed.took < 1200ms);
}

void a_connection_is_kept_for_the_next_request() {
  RawServer server({[](Connection& peer) {
    for (const auto* body : {"1", "2", "3"}) {
      peer.request();
      peer.answer(body);
    }
  }});
  auto transport = transport_to(server.url());
  for (const auto* body : {"1", "2", "3"})
    CHECK_EQ(ask(transport, some_post())->body, body);
  CHECK_EQ(server.stop(), 1);
}

void a_post_is_not_sent_again_when_a_kept_connection_dies() {
  for (const bool by_reset : {false, true}) {
    int copies = 0;
    RawServer server({[&](Connection& peer) {
                        peer.request();
                        peer.answer("1");
                        copies += peer.request().empty() ? 0 : 1;
                        if (by_reset) peer.reset();
                      },
                      [&](Connection& peer) {
                        copies += peer.request().empty() ? 0 : 1;
                        peer.answer("2");
                      }});
    auto transport = transport_to(server.url());
    CHECK_EQ(ask(transport, some_post())->body, "1");
    const auto second = ask(transport, some_post());
    server.stop();
    CHECK_EQ(copies, 1);
    CHECK(second.error().cause == Cause::unreachable);
    CHECK(second.error().may_have_arrived);
  }
}

void a_get_is_sent_again_when_a_kept_connection_dies() {
  RawServer server({[](Connection& peer) {
                      peer.request();
                      peer.answer("1");
                      peer.request();
                    },
                    [](Connection& peer) {
                      peer.request();
                      peer.answer("2");
                    }});
  auto transport = transport_to(server.url());
  CHECK_EQ(ask(transport, some_get())->body, "1");
  CHECK_EQ(ask(transport, some_get())->body, "2");
}

void a_connection_that_was_closed_is_not_used() {
  std::promise<void> closed;
  RawServer server({[&](Connection& peer) {
                      peer.request();
                      peer.answer("1");
                      peer.close();
                      closed.set_value();
                    },
                    [](Connection& peer) {
                      peer.request();
                      peer.answer("2");
                    }});
  auto transport = transport_to(server.url());
  CHECK_EQ(ask(transport, some_post())->body, "1");
  closed.get_future().wait();
  CHECK_EQ(ask(transport, some_post())->body, "2");
}

void a_connection_lost_before_an_answer_is_unreachable() {
  for (const bool by_reset : {false, true}) {
    const RawServer server({[&](Connection& peer) {
      peer.request();
      if (by_reset) peer.reset();
    }});
    const auto outcome = ask(server.url(), some_post());
    CHECK(outcome.error().cause == Cause::unreachable);
    CHECK(outcome.error().may_have_arrived);
    CHECK_EQ(outcome.error().status, 0);
  }
}

void what_never_left_is_known() {
  std::string closed_port;
  { closed_port = RawServer({}).url(); }
  for (const auto& url :
       {closed_port, std::string("https://no-such-host.invalid"), std::string("https://")}) {
    const auto outcome = ask(url, some_post());
    CHECK(!outcome.error().may_have_arrived);
    CHECK(!outcome.error().message.empty());
  }
  CHECK(ask(closed_port, some_post()).error().cause == Cause::unreachable);
}

void no_tls_where_tls_should_be_is_tls_and_never_left() {
  RawServer server({[](Connection& peer) { peer.send("HTTP/1.1 400 Bad Request\r\n\r\n"); }});
  const auto outcome = ask(server.url("https"), some_post());
  CHECK(outcome.error().cause == Cause::tls);
  CHECK(!outcome.error().may_have_arrived);
}

void a_silent_server_is_a_timeout() {
  RawServer server({[](Connection& peer) { peer.wait_for_end(); }});
  check_timeout(timed_ask(server.url(), 200ms, 200ms), true);
}

/// A clock by which each wait takes as long as `by`.
CurlTransport::Clock late(std::chrono::milliseconds by) {
  return [by, now = 0ms, waited = true]() mutable { return (waited = !waited) ? now += by : now; };
}

void time_that_passed_while_the_process_could_not_run_is_told() {
  for (const auto& [wait, paused] : {std::pair(250ms, false), {1200ms, false}, {1300ms, true}}) {
    RawServer server({[](Connection& peer) { peer.wait_for_end(); }});
    CurlTransport transport({server.url(), "", "", 200ms, 300ms}, some_key(), late(wait));
    const auto outcome = ask(transport, some_post());
    CHECK(outcome.error().cause == Cause::timeout);
    CHECK_EQ(outcome.error().paused, paused);
    server.stop();
  }
}

void a_pause_before_a_request_is_none_of_it() {
  RawServer server({[](Connection& peer) {
    peer.request();
    peer.answer("1");
    peer.wait_for_end();
  }});
  bool first = true;
  CurlTransport transport({server.url(), "", "", 200ms, 300ms}, some_key(),
                          [&, clock = late(5s)]() mutable { return first ? clock() : 0ms; });
  CHECK_EQ(ask(transport, some_post())->body, "1");
  first = false;
  CHECK(!ask(transport, some_post()).error().paused);
  server.stop();
}

void a_server_that_drips_is_a_timeout() {
  RawServer server({[](Connection& peer) {
    peer.request();
    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
    while (peer.send("x"))
      std::this_thread::sleep_for(20ms);
  }});
  check_timeout(timed_ask(server.url(), 200ms, 300ms), true);
}

void the_handshake_is_a_part_of_connecting() {
  RawServer server({[](Connection& peer) { peer.wait_for_end(); }});
  check_timeout(timed_ask(server.url("https"), 200ms, 4000ms), false);
}

void an_answered_request_may_start_the_next() {
  RawServer server({[](Connection& peer) {
    peer.request();
    peer.answer("1");
    peer.request();
    peer.answer("2");
  }});
  auto transport = transport_to(server.url());
  std::string bodies;
  transport.start(some_post(), [&](Outcome first) {
    bodies += first->body;
    transport.start(some_post(), [&](Outcome second) { bodies += second->body; });
  });
  while (bodies.size() < 2)
    transport.run(-1, 1000ms);
  CHECK_EQ(bodies, "12");
}

void another_descriptor_wakes() {
  auto transport = transport_to("http://127.0.0.1:1");
  int ends[2];
  CHECK(::pipe(ends) == 0);
  CHECK(!transport.run(ends[0], 10ms));
  CHECK(::write(ends[1], "x", 1) == 1);
  CHECK(transport.run(ends[0], 5000ms));
  char c = 0;
  CHECK(::read(ends[0], &c, 1) == 1);
  CHECK(!transport.run(ends[0], 0ms));
  ::close(ends[1]);
  const auto begin = std::chrono::steady_clock::now();
  CHECK(transport.run(ends[0], 5000ms));  // hung up
  CHECK(std::chrono::steady_clock::now() - begin < 1s);
  ::close(ends[0]);
}

void a_transport_ends_at_once_with_requests_under_way() {
  RawServer server({[](Connection& peer) { peer.wait_for_end(); }});
  bool called = false;
  const auto begin = std::chrono::steady_clock::now();
  {
    auto transport = transport_to(server.url());
    for (int i = 0; i < 3; ++i)
      transport.start(some_post(), [&](const Outcome&) { called = true; });
    for (int i = 0; i < 5; ++i)
      transport.run(-1, 1ms);
  }
  CHECK(std::chrono::steady_clock::now() - begin < 500ms);
  CHECK(!called);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a connection is kept for the next request", a_connection_is_kept_for_the_next_request),
      TEST("a POST is not sent again when a kept connection dies",
           a_post_is_not_sent_again_when_a_kept_connection_dies),
      TEST("a GET is sent again when a kept connection dies",
           a_get_is_sent_again_when_a_kept_connection_dies),
      TEST("a connection that was closed is not used", a_connection_that_was_closed_is_not_used),
      TEST("a connection lost before an answer is unreachable",
           a_connection_lost_before_an_answer_is_unreachable),
      TEST("what never left is known", what_never_left_is_known),
      TEST("no TLS where TLS should be is tls and never left",
           no_tls_where_tls_should_be_is_tls_and_never_left),
      TEST("a silent server is a timeout", a_silent_server_is_a_timeout),
      TEST("time that passed while the process could not run is told",
           time_that_passed_while_the_process_could_not_run_is_told),
      TEST("a pause before a request is none of it", a_pause_before_a_request_is_none_of_it),
      TEST("a server that drips is a timeout", a_server_that_drips_is_a_timeout),
      TEST("the handshake is a part of connecting", the_handshake_is_a_part_of_connecting),
      TEST("an answered request may start the next", an_answered_request_may_start_the_next),
      TEST("another descriptor wakes", another_descriptor_wakes),
      TEST("a transport ends at once with requests under way",
           a_transport_ends_at_once_with_requests_under_way),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
