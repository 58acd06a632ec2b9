// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/play.hpp"

#include "check.hpp"
#include "sandbox/fault.hpp"
#include "sandbox/framing.hpp"

namespace {

using namespace std::chrono_literals;
using wavix::sandbox::fault_from;
using wavix::sandbox::Reply;

/// Keeps what it gets, with each pause and reset marked in it.
class Tape : public wavix::sandbox::Sink {
public:
  bool write(std::string_view bytes) override {
    text += bytes;
    ++writes;
    return true;
  }
  bool pause(std::chrono::milliseconds duration) override {
    waited += duration;
    return !stopping;
  }
  void prepare_reset() override { reset = true; }

  std::string text;
  int writes = 0;
  std::chrono::milliseconds waited{0};
  bool reset = false;
  bool stopping = false;
};

Reply reply_with(const std::string& spec) {
  Reply reply;
  reply.body = "{\"a\":1}";
  if (!spec.empty()) reply.wire = fault_from("any:" + spec)->wire;
  return reply;
}

bool ends_with(const Tape& tape, std::string_view end) { return tape.text.ends_with(end); }
bool has(const Tape& tape, std::string_view part) { return tape.text.find(part) != std::string::npos; }

void a_plain_reply_is_one_write_and_the_connection_stays() {
  Tape tape;
  CHECK(play(reply_with(""), false, tape));
  CHECK_EQ(tape.writes, 1);
  CHECK(tape.text.starts_with("HTTP/1.1 200 OK\r\n"));
  CHECK(has(tape, "Content-Length: 7\r\n") && has(tape, "Connection: keep-alive\r\n"));
  CHECK(ends_with(tape, "\r\n\r\n{\"a\":1}"));
}

void a_reply_without_content_has_neither_body_nor_length() {
  Tape tape;
  auto reply = reply_with("");
  reply.status = 204;
  reply.body.clear();
  CHECK(play(reply, false, tape));
  CHECK(!has(tape, "Content-"));
}

void a_cut_body_keeps_its_promise_of_length() {
  Tape tape;
  CHECK(!play(reply_with("cut=3"), false, tape));
  CHECK(has(tape, "Content-Length: 7\r\n"));
  CHECK(ends_with(tape, "\r\n\r\n{\"a"));
}

void dripping_pauses_before_each_byte() {
  Tape tape;
  CHECK(play(reply_with("drip=2"), false, tape));
  CHECK(tape.waited == 2ms * tape.text.size());
  Tape stopped;
  stopped.stopping = true;
  CHECK(!play(reply_with("drip=2"), false, stopped));
  CHECK(stopped.text.empty());
}

void a_reset_and_a_hang_up_send_nothing() {
  Tape reset, gone;
  CHECK(!play(reply_with("reset=after"), false, reset));
  CHECK(reset.reset && reset.text.empty());
  CHECK(!play(reply_with("hang-up=after"), false, gone));
  CHECK(!gone.reset && gone.text.empty());
}

void a_dropped_connection_was_promised_to_stay() {
  Tape dropped, closed;
  CHECK(!play(reply_with("connection=drop"), false, dropped));
  CHECK(has(dropped, "Connection: keep-alive\r\n"));
  CHECK(!play(reply_with("connection=close"), false, closed));
  CHECK(has(closed, "Connection: close\r\n"));
}

void framings_are_what_they_say() {
  Tape chunked, old, zipped;
  CHECK(play(reply_with("framing=chunked"), false, chunked));
  CHECK(ends_with(chunked, "\r\n\r\n3\r\n{\"a\r\n4\r\n\":1}\r\n0\r\n\r\n"));
  CHECK(!play(reply_with("framing=close"), false, old));
  CHECK(old.text.starts_with("HTTP/1.0 200") && !has(old, "Content-Length"));
  CHECK(play(reply_with("framing=gzip"), false, zipped));
  CHECK(has(zipped, "Content-Encoding: gzip\r\n") && has(zipped, "\r\n\r\n\x1f\x8b"));
}

void literal_bytes_and_interim_replies_go_as_given() {
  Tape literal, interim;
  CHECK(!play(reply_with("wire=anything, at all"), false, literal));
  CHECK_EQ(literal.text, "anything, at all");
  CHECK(play(reply_with("interim=103"), false, interim));
  CHECK(interim.text.starts_with("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\n"));
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a plain reply is one write, and the connection stays",
           a_plain_reply_is_one_write_and_the_connection_stays),
      TEST("a reply without content has neither body nor length",
           a_reply_without_content_has_neither_body_nor_length),
      TEST("a cut body keeps its promise of length", a_cut_body_keeps_its_promise_of_length),
      TEST("dripping pauses before each byte", dripping_pauses_before_each_byte),
      TEST("a reset and a hang-up send nothing", a_reset_and_a_hang_up_send_nothing),
      TEST("a dropped connection was promised to stay", a_dropped_connection_was_promised_to_stay),
      TEST("framings are what they say", framings_are_what_they_say),
      TEST("literal bytes and interim replies go as given", literal_bytes_and_interim_replies_go_as_given),
  };
  return cmocka_run_group_tests_name("sandbox play", tests, nullptr, nullptr);
}
