// SPDX-License-Identifier: BSD-3-Clause
#include "protocol/message.hpp"

#include "fuzzer.hpp"

// A packet from the other side, whichever that is.
namespace {

using namespace wavix;
using namespace wavix::fuzz;
using namespace wavix::protocol;

bool fits(std::string_view text, std::size_t most) {
  return text.size() <= most && text.find('\0') == std::string_view::npos;
}

bool keeps_limits(const Start& start) {
  for (const auto text :
       {start.service, start.user, start.rhost, start.ruser, start.tty, start.ssh_connection})
    if (!fits(text, max_name)) return false;
  for (std::size_t i = 0; i < start.argument_count; ++i)
    if (!fits(start.arguments.at(i), max_argument)) return false;
  return fits(start.auth_info, max_auth_info);
}
bool keeps_limits(const Answer& answer) { return fits(answer.text, max_answer); }
bool keeps_limits(const Accepted&) { return true; }
bool keeps_limits(const Prompt& prompt) { return fits(prompt.text, max_prompt); }
bool keeps_limits(const Farewell& farewell) {
  return farewell.verdict <= last_verdict && fits(farewell.text, max_prompt);
}

/// Whether the packet is such a message.
template <typename Message>
int is(const Packet& packet, Type type) {
  Message message;
  if (!decode(packet, message)) return 0;
  require(packet.type() == type, "a packet is read as nothing but the type that it names");
  require(keeps_limits(message), "what is read keeps the limits");
  static Packet again;
  require(encode(message, again), "what was read can be written");
  require(again.view() == packet.view(), "there is one way to write a message");
  return 1;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Packet packet;
  packet.wipe();
  if (size > packet.bytes.size()) return -1;
  text_of(data, size).copy(packet.bytes.data(), size);
  packet.size = size;
  const int messages = is<Start>(packet, Type::start) + is<wavix::protocol::Answer>(packet, Type::answer) +
                       is<Accepted>(packet, Type::accepted) + is<Prompt>(packet, Type::prompt) +
                       is<Farewell>(packet, Type::farewell);
  require(messages <= 1, "a packet is at most one message");
  return 0;
}
