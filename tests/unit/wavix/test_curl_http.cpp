// SPDX-License-Identifier: BSD-3-Clause
#include "asking.hpp"
#include "check.hpp"
#include "raw_server.hpp"

// What is sent, and what is taken for an answer.
namespace {

using namespace wavix::test;
using wavix::api::Cause;
using wavix::api::Method;
using wavix::api::Request;

/// A server that reads one request and says `text`.
RawServer::Conversation saying(std::string text) {
  return [text = std::move(text)](Connection& peer) {
    peer.request();
    peer.send(text);
  };
}

Outcome ask_one_who_says(const std::string& text) {
  const RawServer server({saying(text)});
  return ask(server.url(), some_post());
}

std::string sent_for(const Request& request) {
  std::string sent;
  RawServer server({[&](Connection& peer) {
    sent = peer.request();
    peer.answer("{}");
  }});
  const auto url = server.url();
  CHECK(ask(url + "/", request));
  server.stop();
  const auto host = sent.find(url.substr(7));
  return host == std::string::npos ? sent : sent.replace(host, url.size() - 7, "HOST");
}

void a_post_is_sent_to_the_letter() {
  CHECK_EQ(sent_for(some_post()),
           "POST /v1/x HTTP/1.1\r\nHost: HOST\r\nUser-Agent: wavix2fa/" WAVIX2FA_VERSION
           "\r\nAuthorization: Bearer s3cr3t\r\nAccept: application/json\r\n"
           "Accept-Encoding: identity\r\nContent-Type: application/json\r\n"
           "Content-Length: 17\r\n\r\n{\"code\":\"123456\"}");
}

void a_patch_without_a_body_says_so() {
  CHECK_EQ(sent_for({Method::patch, "/v1/x", ""}),
           "PATCH /v1/x HTTP/1.1\r\nHost: HOST\r\nUser-Agent: wavix2fa/" WAVIX2FA_VERSION
           "\r\nAuthorization: Bearer s3cr3t\r\nAccept: application/json\r\n"
           "Accept-Encoding: identity\r\nContent-Length: 0\r\n\r\n");
}

void a_path_is_sent_as_it_is() {
  const auto sent = sent_for({Method::get, "/v1/a%2F..%2Fb/../c?d=e%26", ""});
  CHECK_EQ(sent.substr(0, sent.find('\r')), "GET /v1/a%2F..%2Fb/../c?d=e%26 HTTP/1.1");
}

void any_framing_of_an_answer_is_taken() {
  for (const auto* text :
       {"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n{\"a\":1}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n{\"a\"\r\n3;x=y\r\n:1}\r\n0\r\nT: "
        "u\r\n\r\n",
        "HTTP/1.0 200 OK\r\n\r\n{\"a\":1}", "HTTP/1.1 200\r\nConnection: close\r\n\r\n{\"a\":1}",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nA: b\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: "
        "7\r\n\r\n"
        "{\"a\":1}"}) {
    const auto outcome = ask_one_who_says(text);
    CHECK(outcome);
    CHECK_EQ(outcome->status, 200);
    CHECK_EQ(outcome->body, "{\"a\":1}");
  }
  CHECK_EQ(ask_one_who_says("HTTP/1.1 204 No Content\r\n\r\n")->status, 204);
}

void a_compressed_answer_is_not_unpacked() {
  const auto outcome =
      ask_one_who_says("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\n\x1f\x8b\x08");
  CHECK(outcome);
  CHECK_EQ(outcome->body, "\x1f\x8b\x08");
}

void a_redirect_is_an_answer_and_is_not_followed() {
  for (const auto* status : {"301", "302", "303", "307", "308"}) {
    RawServer elsewhere({saying("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")});
    const auto outcome =
        ask_one_who_says(std::string("HTTP/1.1 ") + status + " Go\r\nLocation: " + elsewhere.url() +
                         "/v1/y\r\nContent-Length: 0\r\n\r\n");
    CHECK(outcome);
    CHECK_EQ(std::to_string(outcome->status), status);
    CHECK_EQ(elsewhere.stop(), 0);
  }
}

void retry_after_is_read() {
  const auto after = [](const char* value) {
    return ask_one_who_says(std::string("HTTP/1.1 429 Slow\r\nContent-Length: 0\r\nRetry-After: ") + value +
                            "\r\n\r\n")
        ->retry_after;
  };
  CHECK(after("17") == 17s);
  CHECK(after("Fri, 31 Dec 2099 23:59:59 GMT") == 24h);
  for (const auto* odd : {"0", "-5", "soon", "", "99999999999999999999", "Sun, 06 Nov 1994 08:49:37 GMT"})
    CHECK(!after(odd));
  CHECK(!ask_one_who_says("HTTP/1.1 429 Slow\r\nContent-Length: 0\r\n\r\n")->retry_after);
}

void an_answer_of_64_kib_is_taken_and_no_more() {
  const auto of = [](std::size_t size) {
    return ask_one_who_says("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n" +
                            std::string(size, 'x'));
  };
  CHECK_EQ(of(65536)->body.size(), 65536U);
  CHECK(of(65537).error().cause == Cause::malformed);
  CHECK_EQ(of(65537).error().message, "answer larger than 64 KiB");
}

void an_answer_without_end_is_cut_off() {
  const auto endless = [](const char* head, const std::string& piece) {
    const RawServer server({[&](Connection& peer) {
      peer.request();
      peer.send(head);
      for (int i = 0; i < 10000 && peer.send(piece);)
        ++i;
    }});
    return ask(server.url(), some_post()).error();
  };
  CHECK_EQ(endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                   "400\r\n" + std::string(1024, 'x') + "\r\n")
               .message,
           "answer larger than 64 KiB");
  const auto headers = endless("HTTP/1.1 200 OK\r\n", "X: " + std::string(1000, 'y') + "\r\n");
  CHECK(headers.cause == Cause::malformed);
  CHECK_EQ(headers.message, "headers larger than 64 KiB");
  CHECK(endless("", "HTTP/1.1 100 Continue\r\n\r\n").cause == Cause::malformed);
}

void what_is_not_http_is_malformed() {
  for (const auto* text :
       {"hello\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/3.7 200 OK\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n{}"}) {
    const auto outcome = ask_one_who_says(text);
    if (outcome || outcome.error().cause != Cause::malformed)
      failed(__FILE__, __LINE__, std::string(text) + (outcome ? "" : outcome.error().message));
    CHECK(outcome.error().may_have_arrived);
  }
}

void an_answer_that_is_reset_is_malformed() {
  const RawServer server({[](Connection& peer) {
    peer.request();
    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{");
    std::this_thread::sleep_for(20ms);  // a reset overtakes what it follows
    peer.reset();
  }});
  const auto outcome = ask(server.url(), some_post());
  CHECK(outcome.error().cause == Cause::malformed);
  CHECK(outcome.error().may_have_arrived);
}

void an_answer_that_ends_too_soon_is_malformed() {
  for (const auto* text : {"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{\"a\":1}",
                           "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n{\"a\":1}\r\n"}) {
    const auto outcome = ask_one_who_says(text);
    CHECK(outcome.error().cause == Cause::malformed);
    CHECK(outcome.error().may_have_arrived);
  }
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a POST is sent to the letter", a_post_is_sent_to_the_letter),
      TEST("a PATCH without a body says so", a_patch_without_a_body_says_so),
      TEST("a path is sent as it is", a_path_is_sent_as_it_is),
      TEST("any framing of an answer is taken", any_framing_of_an_answer_is_taken),
      TEST("a compressed answer is not unpacked", a_compressed_answer_is_not_unpacked),
      TEST("a redirect is an answer and is not followed", a_redirect_is_an_answer_and_is_not_followed),
      TEST("Retry-After is read", retry_after_is_read),
      TEST("an answer of 64 KiB is taken and no more", an_answer_of_64_kib_is_taken_and_no_more),
      TEST("an answer without end is cut off", an_answer_without_end_is_cut_off),
      TEST("what is not HTTP is malformed", what_is_not_http_is_malformed),
      TEST("an answer that is reset is malformed", an_answer_that_is_reset_is_malformed),
      TEST("an answer that ends too soon is malformed", an_answer_that_ends_too_soon_is_malformed),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
