// SPDX-License-Identifier: BSD-3-Clause
#include "wavix/session_list.hpp"

#include <fmt/format.h>

#include <vector>

#include "asking.hpp"
#include "check.hpp"
#include "raw_server.hpp"

namespace {

using namespace wavix::test;
using wavix::api::Cause;
using wavix::api::Session;
using wavix::api::SessionList;

using Result = wavix::Expected<void, wavix::api::Failure>;

struct Listed {
  Result result;
  std::vector<Session> sessions;
};

Listed list(wavix::api::CurlTransport& transport, std::size_t most = 1000000) {
  Listed listed;
  SessionList reader([&](Session session) {
    listed.sessions.push_back(std::move(session));
    return listed.sessions.size() < most;
  });
  listed.result = reader.result(ask(transport, reader.request("7204", "2026-11-22", "2026-11-23")));
  CHECK_EQ(reader.count(), listed.sessions.size());
  return listed;
}

/// The list that a server gives by sending these pieces.
Listed list_from(std::vector<std::string> pieces, std::size_t most = 1000000) {
  const RawServer server({[&](Connection& peer) {
    peer.request();
    for (const auto& piece : pieces)
      if (!peer.send(piece)) break;
  }});
  auto transport = transport_to(server.url());
  return list(transport, most);
}

std::string answer(int status, const std::string& body) {
  return fmt::format("HTTP/1.1 {} X\r\nContent-Length: {}\r\n\r\n{}", status, body.size(), body);
}

std::string item(unsigned number) {
  return fmt::format(R"({{"created_at":"2023-07-11T18:04:25.000Z","session_id":"{:032x}","phone_number":)"
                     R"("37128782931","destination_country":"LV","status":"expired","charge":"0.0840"}})",
                     number);
}

void it_is_asked_for_as_the_api_has_it() {
  SessionList reader([](const Session&) { return true; });
  const auto request = reader.request("72/04", "2026-11-22", "2026-11-23");
  CHECK_EQ(request.path, "/v1/two-fa/service/72%2F04/sessions?from=2026-11-22&to=2026-11-23");
  CHECK(request.method == wavix::api::Method::get && request.sink);
}

void verifications_in_wavix_own_words_are_taken() {
  const auto listed = list_from({answer(200, R"([
 {"created_at":"2023-07-11T18:04:25.000Z","session_id":"5f1a8680201511eeafdfcfc3dedfac51","phone_number":"37128782931",
  "destination_country":"LV","status":"expired","charge":"0.0840","service_id":"7204","service_name":"2FA Service"},
 {"session_id":"../x","destination":"+447919433768","status":"cancelled"},{}])")});
  CHECK(listed.result);
  CHECK_EQ(listed.sessions.size(), 3U);
  const auto& first = listed.sessions.front();
  CHECK_EQ(first.created_at, "2023-07-11T18:04:25.000Z");
  CHECK_EQ(first.verification, "5f1a8680201511eeafdfcfc3dedfac51");
  CHECK_EQ(first.phone, "37128782931");
  CHECK_EQ(first.country, "LV");
  CHECK_EQ(first.status, "expired");
  CHECK_EQ(first.charge, "0.0840");
  CHECK_EQ(listed.sessions[1].verification, "");  // no id to put into a path
  CHECK_EQ(listed.sessions[1].phone, "+447919433768");
  CHECK_EQ(listed.sessions[1].status, "cancelled");
  CHECK_EQ(listed.sessions[2].status, "");
}

void a_list_far_larger_than_a_reply_may_be_is_read() {
  std::vector<std::string> pieces = {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"};
  for (unsigned i = 0; i < 2000; ++i) {
    const auto text = (i == 0 ? "[" : ",") + item(i);
    pieces.push_back(fmt::format("{:x}\r\n{}\r\n", text.size(), text));
  }
  pieces.emplace_back("1\r\n]\r\n0\r\n\r\n");
  const auto listed = list_from(pieces);
  CHECK(listed.result);
  CHECK_EQ(listed.sessions.size(), 2000U);
  for (unsigned i = 0; i < 2000; ++i)
    CHECK_EQ(listed.sessions[i].verification, fmt::format("{:032x}", i));
  CHECK_EQ(listed.sessions.back().charge, "0.0840");
}

void no_list_and_an_empty_list_are_the_same() {
  for (const auto& text : {answer(404, R"({"success":false,"message":"Sessions not found"})"),
                           answer(404, ""), answer(200, "[]"), answer(200, " [ ]\n")}) {
    const auto listed = list_from({text});
    CHECK(listed.result);
    CHECK(listed.sessions.empty());
  }
}

void a_refusal_is_what_it_is_for_any_other_request() {
  struct {
    const char* body;
    const char* message;
    int status;
    Cause cause;
  } const cases[] = {
      {R"({"success":false,"error":true,"message":"Unauthorized"})", "Unauthorized", 401, Cause::auth},
      {R"({"success":false,"message":"Access Denied"})", "Access Denied", 403, Cause::auth},
      {"", "", 429, Cause::rate_limit},
      {R"({"success":false,"message":"Field \"to\" is required"})", "Field \"to\" is required", 400,
       Cause::rejected},
      {"<html>", "", 503, Cause::server},
      {"[{}]", "", 302, Cause::malformed},
      {R"({"success":false,"message":"No such service"})", "No such service", 200, Cause::rejected},
      {R"({"error":true})", "", 200, Cause::rejected},
      {R"({"items":[]})", "the answer is not an array", 200, Cause::malformed},
      {R"({"success":false)", "not JSON: it ends too soon", 200, Cause::malformed},
      {"", "the list ends too soon", 200, Cause::malformed},
      {"<html>", "the answer is not an array", 200, Cause::malformed},
  };
  for (const auto& [body, message, status, cause] : cases) {
    const auto listed = list_from({answer(status, body)});
    CHECK(listed.result.error().cause == cause);
    CHECK_EQ(listed.result.error().status, status);
    CHECK_EQ(listed.result.error().message, message);
    CHECK(listed.sessions.empty());
  }
}

void a_refusal_of_more_than_64_kib_is_not_kept() {
  const std::string large(70000, ' ');
  CHECK_EQ(list_from({answer(500, large)}).result.error().message, "answer larger than 64 KiB");
  CHECK_EQ(list_from({answer(200, R"({"success":false)" + large + "}")}).result.error().message,
           "the answer is not an array");
}

void a_wrong_item_ends_it_after_those_before() {
  for (const auto* wrong :
       {R"({"status":7})", R"({"charge":0.5})", R"({"a":1,"a":2})", R"({"a":tru})", R"({"a":[})",
        "{\"a\":\"\xFF\"}", R"({"a":[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]})"}) {
    const auto listed = list_from({answer(200, "[" + item(1) + "," + wrong + "," + item(2) + "]")});
    CHECK(listed.result.error().cause == Cause::malformed);
    CHECK_EQ(listed.sessions.size(), 1U);
  }
}

void a_list_that_breaks_off_is_a_failure_after_those_that_came() {
  const auto begun = "[" + item(1) + "," + item(2) + "," + item(3).substr(0, 20);
  for (const auto* head : {"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", "HTTP/1.0 200 OK\r\n\r\n"}) {
    const auto listed = list_from({head + begun});
    CHECK(listed.result.error().cause == Cause::malformed);
    CHECK_EQ(listed.sessions.size(), 2U);
  }
}

void what_follows_the_list_makes_it_none() {
  CHECK_EQ(list_from({answer(200, "[" + item(1) + "] x")}).result.error().message,
           "something follows the list");
}

void enough_is_enough() {
  std::vector<std::string> endless = {"HTTP/1.1 200 OK\r\n\r\n[" + item(0)};
  for (unsigned i = 1; i < 20000; ++i)
    endless.push_back("," + item(i));
  const auto listed = list_from(endless, 3);
  CHECK(listed.result);
  CHECK_EQ(listed.sessions.size(), 3U);
}

void a_list_may_take_longer_than_a_request_but_not_stand_still() {
  const RawServer server({[](Connection& peer) {
                            peer.request();
                            peer.send("HTTP/1.1 200 OK\r\n\r\n[" + item(0));
                            for (unsigned i = 1; i <= 8; ++i) {
                              std::this_thread::sleep_for(50ms);  // what the test is about
                              peer.send("," + item(i));
                            }
                            peer.send("]");
                          },
                          [](Connection& peer) {
                            peer.request();
                            peer.send("HTTP/1.1 200 OK\r\n\r\n[");
                            peer.wait_for_end();
                          }});
  auto transport = transport_to(server.url(), 1000ms, 300ms);
  const auto slow = list(transport);
  CHECK(slow.result);
  CHECK_EQ(slow.sessions.size(), 9U);
  CHECK(list(transport).result.error().cause == Cause::timeout);
}

void what_the_reader_throws_comes_out_of_the_transport() {
  const RawServer server({[](Connection& peer) {
    peer.request();
    peer.send(answer(200, "[" + item(1) + "]"));
  }});
  auto transport = transport_to(server.url());
  SessionList reader([](const Session&) -> bool { throw std::domain_error("not mine"); });
  std::string thrown;
  try {
    static_cast<void>(ask(transport, reader.request("7204", "2026-11-22", "2026-11-23")));
  } catch (const std::domain_error& error) {
    thrown = error.what();
  }
  CHECK_EQ(thrown, "not mine");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("it is asked for as the API has it", it_is_asked_for_as_the_api_has_it),
      TEST("verifications in Wavix's own words are taken", verifications_in_wavix_own_words_are_taken),
      TEST("a list far larger than a reply may be is read", a_list_far_larger_than_a_reply_may_be_is_read),
      TEST("no list and an empty list are the same", no_list_and_an_empty_list_are_the_same),
      TEST("a refusal is what it is for any other request", a_refusal_is_what_it_is_for_any_other_request),
      TEST("a refusal of more than 64 KiB is not kept", a_refusal_of_more_than_64_kib_is_not_kept),
      TEST("a wrong item ends it after those before", a_wrong_item_ends_it_after_those_before),
      TEST("a list that breaks off is a failure after those that came",
           a_list_that_breaks_off_is_a_failure_after_those_that_came),
      TEST("what follows the list makes it none", what_follows_the_list_makes_it_none),
      TEST("enough is enough", enough_is_enough),
      TEST("a list may take longer than a request but not stand still",
           a_list_may_take_longer_than_a_request_but_not_stand_still),
      TEST("what the reader throws comes out of the transport",
           what_the_reader_throws_comes_out_of_the_transport),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
