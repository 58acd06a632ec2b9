// SPDX-License-Identifier: BSD-3-Clause
#include "module/relay.hpp"

#include <security/pam_ext.h>
#include <sys/socket.h>

#include <array>
#include <cstring>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/fd.hpp"
#include "fuzzer.hpp"
#include "protocol/pam_code.hpp"
#include "protocol/socket.hpp"

// The module, whose verifier says whatever the input says, a line for each packet and for each answer of the
// person:
//   accepted MILLISECONDS | prompt TEXT | hidden TEXT | farewell NUMBER TEXT | packet BYTES | answer TEXT
// An answer NULL is none, PASSWORD the account's.
namespace {

using namespace wavix;
using namespace wavix::fuzz;
using namespace wavix::protocol;

const std::string password = "the account's";

/// The conversation, and libpam, of which the relay needs no more than this.
struct {
  std::vector<std::string> answers;
  unsigned prompts = 0;
} person;

/// What the verifier is to send; nothing: the line is none of its words, or cannot be said.
std::optional<std::string> packet_in(std::string_view line) {
  static Packet packet;
  const auto word = take_word(line);
  bool good = false;
  if (word == "accepted") good = encode(Accepted{number_from<std::uint32_t>(line).value_or(0)}, packet);
  if (word == "prompt" || word == "hidden") good = encode(Prompt{word == "prompt", line}, packet);
  if (word == "farewell") {
    const auto verdict = number_from<std::uint8_t>(take_word(line)).value_or(0);
    good = encode(Farewell{static_cast<Verdict>(verdict), line}, packet);
  }
  if (word == "packet") return std::string(line);
  if (!good) return std::nullopt;
  return std::string(packet.view());
}

std::vector<std::string> packets_in(std::string_view text) {
  std::vector<std::string> packets;
  while (!text.empty()) {
    const auto line = take_line(text);
    if (line.starts_with("answer "))
      person.answers.emplace_back(line.substr(7));
    else if (auto packet = packet_in(line))
      packets.push_back(std::move(*packet));
  }
  return packets;
}

struct Ends {
  Fd module, verifier;
};

Ends connected() {
  std::array<int, 2> ends{};
  require(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) == 0, "there are sockets");
  return {Fd(ends[0]), Fd(ends[1])};
}

/// What the module said must be what a verifier may believe: a Start, then answers.
void check_said(const Ends& ends) {
  static Packet packet;
  Start start;
  require(receive(ends.verifier.get(), packet, 0) == Received::packet && decode(packet, start),
          "the module first says who logs in");
  unsigned answers = 0;
  while (receive(ends.verifier.get(), packet, 0) == Received::packet) {
    wavix::protocol::Answer answer;
    require(decode(packet, answer), "the module says nothing but answers");
    require(answer.text != password, "the account's password never leaves the host");
    ++answers;
  }
  require(answers <= person.prompts, "the module answers what it was asked");
}

/// The last packet that the module can have taken its verdict from.
bool is_told(const std::vector<std::string>& packets, Verdict verdict) {
  static Packet packet;
  for (const auto& bytes : packets) {
    packet.wipe();
    bytes.copy(packet.bytes.data(), packet.bytes.size());
    packet.size = std::min(bytes.size(), packet.bytes.size());
    Farewell farewell;
    if (decode(packet, farewell)) return farewell.verdict == verdict;
  }
  return false;
}

}  // namespace

extern "C" int pam_get_item(const pam_handle_t*, int item, const void** value) {
  *value = item == PAM_AUTHTOK ? password.c_str() : nullptr;
  return PAM_SUCCESS;
}

extern "C" int pam_prompt(pam_handle_t*, int style, char** response, const char*, ...) {
  if (style != PAM_PROMPT_ECHO_ON && style != PAM_PROMPT_ECHO_OFF) return PAM_SUCCESS;
  require(++person.prompts <= max_prompts, "a login asks at most twelve times");
  if (person.answers.empty()) return PAM_CONV_ERR;
  const auto& answer = person.answers[(person.prompts - 1) % person.answers.size()];
  *response = answer == "NULL" ? nullptr : ::strdup(answer == "PASSWORD" ? password.c_str() : answer.c_str());
  return PAM_SUCCESS;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  person = {};
  const auto packets = packets_in(text_of(data, size));
  auto ends = connected();
  for (const auto& packet : packets)
    static_cast<void>(::send(ends.verifier.get(), packet.data(), packet.size(), MSG_NOSIGNAL | MSG_DONTWAIT));
  static_cast<void>(::shutdown(ends.verifier.get(), SHUT_WR));
  // The module asks libpam with it, and looks at nothing of it.
  static char behind_handle = 0;
  auto* const handle = reinterpret_cast<pam_handle_t*>(&behind_handle);
  Start start;
  start.service = "sshd";
  start.user = "alice";
  const auto outcome = module::relay(handle, ends.module.get(), start, false);
  require(!lets_past(outcome.verdict) || is_told(packets, outcome.verdict),
          "only the verifier's word lets past");
  require(outcome.error == nullptr || outcome.verdict == Verdict::internal, "what is wrong denies");
  ends.module.reset();
  check_said(ends);
  return 0;
}
