// SPDX-License-Identifier: BSD-3-Clause
#include "protocol/message.hpp"

#include <cstring>
#include <memory>
#include <vector>

#include "check.hpp"
#include "protocol/sshd_junk.hpp"

namespace {

using namespace wavix::protocol;

void set(Packet& packet, const std::vector<int>& bytes) {
  packet.wipe();
  for (const int byte : bytes)
    packet.bytes.at(packet.size++) = static_cast<char>(byte);
}

void a_start_comes_back_as_it_went() {
  const auto packet = std::make_unique<Packet>();
  Start out;
  out.service = "sshd";
  out.user = "al\xc3\xac"
             "ce@example.com";
  out.ssh_connection = "203.0.113.9 1 2 3";
  out.caller_uid = 4000000000U;
  out.user_is_refused = true;
  out.arguments[0] = "debug";
  out.arguments[1] = "code.length=8";
  out.argument_count = 2;
  CHECK(encode(out, *packet));
  Start in;
  CHECK(decode(*packet, in));
  CHECK_EQ(in.service, out.service);
  CHECK_EQ(in.user, out.user);
  CHECK_EQ(in.rhost, "");
  CHECK_EQ(in.ssh_connection, out.ssh_connection);
  CHECK_EQ(in.caller_uid, out.caller_uid);
  CHECK(in.user_is_refused);
  CHECK_EQ(in.argument_count, 2U);
  CHECK_EQ(in.arguments[1], "code.length=8");
}

void the_largest_start_fits() {
  const auto packet = std::make_unique<Packet>();
  const std::string name(max_name, 'n'), argument(max_argument, 'a'), info(max_auth_info, 'i');
  Start out;
  for (auto* field : {&out.service, &out.user, &out.rhost, &out.ruser, &out.tty, &out.ssh_connection})
    *field = name;
  out.auth_info = info;
  out.arguments.fill(argument);
  out.argument_count = max_arguments;
  CHECK(encode(out, *packet));
}

void a_field_that_is_too_long_or_has_a_nul_is_not_written() {
  const auto packet = std::make_unique<Packet>();
  const std::string longer(max_prompt + 1, 'x');
  CHECK(!encode(Prompt{true, longer}, *packet));
  CHECK(!encode(Prompt{true, std::string_view("a\0b", 3)}, *packet));
  CHECK(encode(Prompt{true, std::string_view(longer).substr(1)}, *packet));
}

void every_shortening_and_every_extra_byte_is_refused() {
  const auto packet = std::make_unique<Packet>();
  CHECK(encode(Farewell{Verdict::refused, "no"}, *packet));
  Farewell farewell;
  CHECK(decode(*packet, farewell));
  const auto whole = packet->size;
  for (packet->size = 0; packet->size < whole; ++packet->size)
    CHECK(!decode(*packet, farewell));
  packet->size = whole + 1;
  CHECK(!decode(*packet, farewell));
}

void what_is_not_known_is_refused() {
  const auto packet = std::make_unique<Packet>();
  Farewell farewell;
  set(*packet, {2, 5, 1, 0, 0});  // another version
  CHECK(packet->type() == Type::none && !decode(*packet, farewell));
  set(*packet, {1, 6, 1, 0, 0});  // another type
  CHECK(packet->type() == Type::none && !decode(*packet, farewell));
  set(*packet, {1, 4, 1, 0, 0});  // a prompt is no farewell
  CHECK(!decode(*packet, farewell));
  set(*packet, {1, 5, 255, 0, 0});  // a verdict past the last
  CHECK(!decode(*packet, farewell));
  CHECK(farewell.verdict == Verdict::internal);
  Prompt prompt;
  set(*packet, {1, 4, 2, 0, 0});  // neither true nor false
  CHECK(!decode(*packet, prompt));
}

void only_a_text_answer_has_a_text() {
  const auto packet = std::make_unique<Packet>();
  Answer answer;
  set(*packet, {1, 2, 1, 1, 0, 'x'});
  CHECK(!decode(*packet, answer));
  set(*packet, {1, 2, 0, 1, 0, 'x'});
  CHECK(decode(*packet, answer));
}

void a_wiped_packet_holds_nothing() {
  const auto packet = std::make_unique<Packet>();
  CHECK(encode(Answer{Answer::Kind::text, "482913"}, *packet));
  const auto size = packet->size;
  packet->wipe();
  for (std::size_t i = 0; i < size; ++i)
    CHECK(packet->bytes.at(i) == 0);
}

void what_sshd_feeds_for_refused_users_is_known_at_any_length() {
  CHECK(is_sshd_junk("\b\n\r\177IN"));
  CHECK(is_sshd_junk("\b\n\r\177INCORRECT\b\n\r\177INCORRECT\b"));
  CHECK(is_sshd_junk("\b"));
  CHECK(!is_sshd_junk(""));
  CHECK(!is_sshd_junk("\b\n\r\177INCORRECTx"));
  CHECK(!is_sshd_junk("482913"));
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a start comes back as it went", a_start_comes_back_as_it_went),
      TEST("the largest start fits", the_largest_start_fits),
      TEST("a field that is too long or has a NUL is not written",
           a_field_that_is_too_long_or_has_a_nul_is_not_written),
      TEST("every shortening and every extra byte is refused",
           every_shortening_and_every_extra_byte_is_refused),
      TEST("what is not known is refused", what_is_not_known_is_refused),
      TEST("only a text answer has a text", only_a_text_answer_has_a_text),
      TEST("a wiped packet holds nothing", a_wiped_packet_holds_nothing),
      TEST("what sshd feeds for refused users is known at any length",
           what_sshd_feeds_for_refused_users_is_known_at_any_length),
  };
  return cmocka_run_group_tests_name("protocol message", tests, nullptr, nullptr);
}
