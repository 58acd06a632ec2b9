// SPDX-License-Identifier: BSD-3-Clause
#include <poll.h>

#include <future>

#include "check.hpp"
#include "tls_server.hpp"
#include "wavix/json.hpp"
#include "wavix/operations.hpp"

// A connection made before it is known what is asked over it.
namespace {

using namespace wavix::test;
using wavix::api::Cause;
using wavix::api::CurlTransport;
using wavix::api::Failure;
using wavix::api::Json;
using wavix::api::Method;
using wavix::api::Request;

constexpr std::size_t room = 64;

/// A transport with one connection made ahead, and what came of it.
class Ahead {
public:
  Ahead(const std::string& url, std::chrono::milliseconds connect, std::chrono::milliseconds request)
      : transport(wavix::api::Endpoint{url, "", "", connect, request}, some_key()) {}
  explicit Ahead(const std::string& url, const std::string& ca_file = "")
      : transport(wavix::api::Endpoint{url, ca_file, "", 1000ms, 2000ms}, some_key()) {}

  void connect(std::function<void()> when_ready = [] {}) {
    transport.connect_ahead(some_post().path, room,
                            [this, then = std::move(when_ready)](const std::optional<Failure>& why) {
                              ++readies;
                              failure = why;
                              then();
                            });
  }
  void start(Request request = some_post()) {
    transport.start(std::move(request), [this](Outcome result) { outcome = std::move(result); });
  }
  Outcome wait_for_outcome() {
    run_until([this] { return outcome.has_value(); });
    return *outcome;
  }
  void wait_for_ready() {
    run_until([this] { return readies > 0; });
  }
  template <typename Condition>
  void run_until(const Condition& fulfilled) {
    const auto deadline = std::chrono::steady_clock::now() + 5s;
    while (!fulfilled()) {
      if (std::chrono::steady_clock::now() > deadline) throw std::logic_error("nothing in 5 seconds");
      transport.run(-1, 5000ms);
    }
  }

  CurlTransport transport;
  int readies = 0;
  std::optional<Failure> failure;
  std::optional<Outcome> outcome;
};

/// A server that reads one request into `seen` and answers it.
RawServer::Conversation answering(std::string& seen) {
  return [&seen](Connection& peer) {
    seen = peer.request();
    if (!seen.empty()) peer.answer("{}");
  };
}

std::string closed_port() { return RawServer({}).url(); }

std::string body_of(const std::string& seen) { return seen.substr(seen.find("\r\n\r\n") + 4); }

void a_post_goes_over_the_connection_that_was_made_for_it() {
  std::promise<void> asked, looked;
  bool silent = false;
  std::string seen;
  RawServer server({[&](Connection& peer) {
    asked.get_future().wait();
    pollfd state{peer.fd(), POLLIN, 0};
    silent = ::poll(&state, 1, 0) == 0;
    looked.set_value();
    seen = peer.request();
    peer.answer("{}");
  }});
  Ahead login(server.url());
  login.connect([&] {
    asked.set_value();
    looked.get_future().wait();
    login.start();
  });
  CHECK_EQ(login.wait_for_outcome()->body, "{}");
  CHECK_EQ(server.stop(), 1);
  CHECK(silent);
  CHECK_EQ(login.readies, 1);
  CHECK(!login.failure);
  CHECK_EQ(seen.substr(0, seen.find('\r')), "POST /v1/x HTTP/1.1");
  CHECK(seen.find("\r\nAuthorization: Bearer s3cr3t\r\n") != std::string::npos);
  CHECK(seen.find("\r\nContent-Length: 64\r\n") != std::string::npos);
}

void the_rest_of_the_body_is_blanks() {
  const Request create = wavix::api::create_request("7204a030", "37128782931", wavix::Channel::sms);
  const auto size = wavix::api::create_room("7204a030");
  std::string seen;
  RawServer server({answering(seen)});
  Ahead login(server.url());
  login.transport.connect_ahead(wavix::api::create_path, size,
                                [&](const auto&) { login.start(Request(create)); });
  CHECK(login.wait_for_outcome());
  server.stop();
  CHECK_EQ(body_of(seen), create.body + std::string(size - create.body.size(), ' '));
  CHECK(Json::parse(body_of(seen)));
}

void a_post_that_comes_before_the_connection_does_not_wait() {
  std::string seen;
  RawServer server({answering(seen)});
  Ahead login(server.url());
  login.connect();
  login.start();
  CHECK(login.wait_for_outcome());
  CHECK_EQ(server.stop(), 1);
  CHECK_EQ(login.readies, 0);
}

void without_a_post_not_a_byte_leaves() {
  std::promise<void> accepted;
  std::string seen = "not yet";
  RawServer server({[&](Connection& peer) {
    accepted.set_value();
    seen = peer.request();
  }});
  Ahead login(server.url());
  login.connect([&] { accepted.get_future().wait(); });
  login.wait_for_ready();
  server.stop();
  CHECK_EQ(seen, "");
  CHECK_EQ(login.readies, 1);
  CHECK(!login.failure);
}

void a_failure_to_connect_is_told_and_is_that_of_the_post() {
  Ahead login(closed_port());
  login.connect([&] { login.start(); });
  const auto failure = login.wait_for_outcome().error();
  CHECK_EQ(login.readies, 1);
  CHECK(failure.cause == Cause::unreachable);
  CHECK(!failure.may_have_arrived);
  CHECK(!failure.message.empty());
  CHECK_EQ(failure.message, login.failure.value().message);
}

void a_post_that_came_before_fails_as_the_connection_did() {
  Ahead login(closed_port());
  login.connect();
  login.start();
  CHECK(login.wait_for_outcome().error().cause == Cause::unreachable);
  CHECK(!login.outcome->error().may_have_arrived);
  CHECK_EQ(login.readies, 0);
}

void a_failure_that_nobody_waits_for_leaves_the_transport_as_it_was() {
  Ahead login(closed_port());
  login.connect();
  login.wait_for_ready();
  CHECK(login.failure);
  login.start();
  CHECK(login.wait_for_outcome().error().cause == Cause::unreachable);
}

void connecting_has_its_time_and_no_more() {
  RawServer server({[](Connection& peer) { peer.wait_for_end(); }});
  const auto begin = std::chrono::steady_clock::now();
  Ahead login(server.url("https"), 200ms, 4000ms);
  login.connect();
  login.wait_for_ready();
  CHECK(login.failure.value().cause == Cause::timeout);
  CHECK(std::chrono::steady_clock::now() - begin < 1200ms);
}

void another_request_goes_by_itself() {
  for (const Request& other :
       {Request{Method::post, "/v1/y", "{}"}, Request{Method::get, "/v1/x", ""},
        Request{Method::patch, "/v1/x", ""}, Request{Method::post, "/v1/x", std::string(room + 1, ' ')}}) {
    std::string held = "not yet", seen;
    RawServer server({answering(held), answering(seen)});
    Ahead login(server.url());
    login.connect([&] { login.start(other); });
    CHECK(login.wait_for_outcome());
    CHECK_EQ(server.stop(), 2);
    CHECK_EQ(held, "");
    CHECK_EQ(body_of(seen), other.body);
  }
}

void a_body_of_all_the_room_is_taken() {
  std::string seen;
  RawServer server({answering(seen)});
  Ahead login(server.url());
  const std::string body = "{" + std::string(room - 2, ' ') + "}";
  login.connect([&] { login.start({Method::post, "/v1/x", body}); });
  CHECK(login.wait_for_outcome());
  CHECK_EQ(server.stop(), 1);
  CHECK_EQ(body_of(seen), body);
}

void the_connection_is_kept_for_the_next_request() {
  std::string second;
  RawServer server({[&](Connection& peer) {
    peer.request();
    peer.answer("1");
    second = peer.request();
    peer.answer("2");
  }});
  Ahead login(server.url());
  login.connect([&] { login.start(); });
  CHECK_EQ(login.wait_for_outcome()->body, "1");
  CHECK_EQ(ask(login.transport, some_post())->body, "2");
  CHECK_EQ(server.stop(), 1);
  CHECK_EQ(body_of(second), some_post().body);
}

void only_the_first_post_has_the_connection() {
  std::string first, second;
  RawServer server({answering(first), answering(second)});
  Ahead login(server.url());
  std::optional<Outcome> other;
  login.connect([&] {
    login.start();
    login.transport.start(some_post(), [&](Outcome result) { other = std::move(result); });
  });
  login.run_until([&] { return login.outcome && other; });
  CHECK_EQ(server.stop(), 2);
  CHECK_EQ(body_of(first).size(), room);
  CHECK_EQ(body_of(second), some_post().body);
}

void a_post_that_may_have_arrived_is_not_sent_again() {
  for (const bool over_a_kept_connection : {false, true}) {
    int copies = 0;
    RawServer server({[&](Connection& peer) {
                        if (over_a_kept_connection) {
                          peer.request();
                          peer.answer("1");
                        }
                        copies += peer.request().empty() ? 0 : 1;
                      },
                      [&](Connection& peer) { copies += peer.request().empty() ? 0 : 1; }});
    Ahead login(server.url());
    if (over_a_kept_connection) CHECK(ask(login.transport, some_get()));
    login.connect([&] { login.start(); });
    const auto outcome = login.wait_for_outcome();
    server.stop();
    CHECK_EQ(copies, 1);
    CHECK(outcome.error().cause == Cause::unreachable);
    CHECK(outcome.error().may_have_arrived);
  }
}

void a_connection_that_the_server_gave_up_is_made_anew() {
  for (const std::string parting : {"", "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n"}) {
    std::promise<void> closed;
    std::string seen;
    RawServer server({[&](Connection& peer) {
                        peer.send(parting);
                        peer.close();
                        closed.set_value();
                      },
                      answering(seen)});
    Ahead login(server.url());
    login.connect([&] {
      closed.get_future().wait();
      login.start();
    });
    CHECK_EQ(login.wait_for_outcome()->status, 200);
    CHECK_EQ(server.stop(), 2);
  }
}

void waiting_takes_nothing_from_the_time_of_the_request() {
  RawServer server({[](Connection& peer) {
    peer.request();
    std::this_thread::sleep_for(50ms);  // or libcurl would look for the answer before it looks at the time
    peer.answer("{}");
  }});
  Ahead login(server.url(), 200ms, 200ms);
  login.connect([&] {
    std::this_thread::sleep_for(400ms);
    login.start();
  });
  CHECK(login.wait_for_outcome());
}

void a_silent_server_is_a_timeout() {
  RawServer server({[](Connection& peer) { peer.wait_for_end(); }});
  Ahead login(server.url(), 4000ms, 300ms);  // at 200 ms libcurl has a look of its own
  std::chrono::steady_clock::time_point begin;
  login.connect([&] {
    login.start();
    begin = std::chrono::steady_clock::now();
  });
  const auto outcome = login.wait_for_outcome();
  const auto took = std::chrono::steady_clock::now() - begin;
  CHECK(outcome.error().cause == Cause::timeout);
  CHECK(outcome.error().may_have_arrived);
  CHECK(took >= 290ms && took < 1300ms);
}

void an_exception_comes_out_of_run_and_nothing_is_sent() {
  std::string held = "not yet", seen;
  RawServer server({answering(held), answering(seen)});
  Ahead login(server.url());
  login.connect([&] {
    login.start();
    throw std::domain_error("a bug");
  });
  std::string thrown;
  try {
    login.wait_for_outcome();
  } catch (const std::domain_error& error) {
    thrown = error.what();
  }
  CHECK_EQ(thrown, "a bug");
  CHECK(ask(login.transport, some_post()));
  server.stop();
  CHECK_EQ(held, "");
}

void one_connection_at_a_time_is_made_ahead() {
  std::string held = "not yet", seen;
  RawServer server({answering(held), answering(seen)});
  Ahead login(server.url());
  login.connect();
  bool refused = false;
  try {
    login.connect();
  } catch (const std::logic_error&) {
    refused = true;
  }
  CHECK(refused);
  login.wait_for_ready();
  login.connect([&] { login.start(); });  // the first is over
  CHECK(login.wait_for_outcome());
}

void a_transport_may_end_while_it_connects() {
  RawServer server({[](Connection& peer) { peer.wait_for_end(); }});
  bool called = false;
  {
    Ahead login(server.url("https"));
    login.connect([&] { called = true; });
    for (int i = 0; i < 5; ++i)
      login.transport.run(-1, 1ms);
  }
  CHECK(!called);
}

void over_tls_too_it_is_one_connection() {
  const CertificateFile ca(authority());
  const auto context = context_with(make_certificate({}, &authority()));
  std::string seen;
  RawServer server({tls_conversation(context.get(), seen, 2)});
  {
    Ahead login(server.url("https"), ca.path());
    login.connect([&] {
      std::this_thread::sleep_for(20ms);  // for the tickets that a server of TLS 1.3 sends at once
      login.start();
    });
    CHECK(login.wait_for_outcome());
    CHECK_EQ(body_of(seen), some_post().body + std::string(room - some_post().body.size(), ' '));
    CHECK(ask(login.transport, some_post()));
  }
  CHECK_EQ(server.stop(), 1);
}

void over_tls_too_not_a_byte_leaves_without_a_post() {
  const CertificateFile ca(authority());
  const auto context = context_with(make_certificate({}, &authority()));
  std::string seen;
  RawServer server({tls_conversation(context.get(), seen)});
  Ahead login(server.url("https"), ca.path());
  login.connect();
  login.wait_for_ready();
  server.stop();
  CHECK(!login.failure);
  CHECK_EQ(seen, "");
}

void a_server_that_is_not_trusted_is_told_at_once() {
  const auto context = context_with(make_certificate({}, &authority()));
  std::string seen;
  RawServer server({tls_conversation(context.get(), seen)});
  Ahead login(server.url("https"), "/dev/null");
  login.connect([&] { login.start(); });
  CHECK(login.wait_for_outcome().error().cause == Cause::tls);
  CHECK(login.failure.value().cause == Cause::tls);
  server.stop();
  CHECK_EQ(seen, "");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a POST goes over the connection that was made for it",
           a_post_goes_over_the_connection_that_was_made_for_it),
      TEST("the rest of the body is blanks", the_rest_of_the_body_is_blanks),
      TEST("a POST that comes before the connection does not wait",
           a_post_that_comes_before_the_connection_does_not_wait),
      TEST("without a POST not a byte leaves", without_a_post_not_a_byte_leaves),
      TEST("a failure to connect is told, and is that of the POST",
           a_failure_to_connect_is_told_and_is_that_of_the_post),
      TEST("a POST that came before fails as the connection did",
           a_post_that_came_before_fails_as_the_connection_did),
      TEST("a failure that nobody waits for leaves the transport as it was",
           a_failure_that_nobody_waits_for_leaves_the_transport_as_it_was),
      TEST("connecting has its time and no more", connecting_has_its_time_and_no_more),
      TEST("another request goes by itself", another_request_goes_by_itself),
      TEST("a body of all the room is taken", a_body_of_all_the_room_is_taken),
      TEST("the connection is kept for the next request", the_connection_is_kept_for_the_next_request),
      TEST("only the first POST has the connection", only_the_first_post_has_the_connection),
      TEST("a POST that may have arrived is not sent again", a_post_that_may_have_arrived_is_not_sent_again),
      TEST("a connection that the server gave up is made anew",
           a_connection_that_the_server_gave_up_is_made_anew),
      TEST("waiting takes nothing from the time of the request",
           waiting_takes_nothing_from_the_time_of_the_request),
      TEST("a silent server is a timeout", a_silent_server_is_a_timeout),
      TEST("an exception comes out of run, and nothing is sent",
           an_exception_comes_out_of_run_and_nothing_is_sent),
      TEST("one connection at a time is made ahead", one_connection_at_a_time_is_made_ahead),
      TEST("a transport may end while it connects", a_transport_may_end_while_it_connects),
      TEST("over TLS too it is one connection", over_tls_too_it_is_one_connection),
      TEST("over TLS too not a byte leaves without a POST", over_tls_too_not_a_byte_leaves_without_a_post),
      TEST("a server that is not trusted is told at once", a_server_that_is_not_trusted_is_told_at_once),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
