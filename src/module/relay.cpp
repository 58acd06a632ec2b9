// SPDX-License-Identifier: BSD-3-Clause
#include "module/relay.hpp"

#include <security/pam_ext.h>

#include <cstdlib>
#include <cstring>

#include "module/items.hpp"
#include "protocol/pam_code.hpp"
#include "protocol/socket.hpp"

namespace wavix::module {
namespace {

using protocol::Answer;
using protocol::Received;

constexpr std::int64_t startup_ms = 15000;  ///< to read a configuration, on a loaded machine
constexpr std::int64_t longest_ms = std::int64_t{15} * 60 * 1000;
constexpr std::int64_t patience_ms = 2000;  ///< past the deadline that the verifier keeps by itself

/// What the conversation answered; wiped and freed by its owner.
class Reply {
public:
  Reply() noexcept = default;
  Reply(const Reply&) = delete;
  Reply& operator=(const Reply&) = delete;
  Reply(Reply&&) = delete;
  Reply& operator=(Reply&&) = delete;
  ~Reply() {
    if (text_ != nullptr) ::explicit_bzero(text_, ::strlen(text_));
    ::free(text_);
  }
  char** out() noexcept { return &text_; }
  [[nodiscard]] const char* get() const noexcept { return text_; }

private:
  char* text_ = nullptr;
};

/// What of the reply may leave the host.
Answer answer_from(const pam_handle_t* pamh, int conversation, const Reply& reply) noexcept {
  if (conversation != PAM_SUCCESS) return {Answer::Kind::failed, {}};
  if (reply.get() == nullptr) return {Answer::Kind::nothing, {}};
  const std::string_view text(reply.get());
  if (is_account_password(pamh, text)) return {Answer::Kind::withheld, {}};
  // Longer than any answer can be: said as what it is, not as its first half.
  if (text.size() > protocol::max_answer) return {Answer::Kind::text, "too long"};
  return {Answer::Kind::text, text};
}

class Relay {
public:
  Relay(pam_handle_t* pamh, int socket, bool silent) noexcept
      : pamh_(pamh), socket_(socket), silent_(silent) {}

  Outcome run(const protocol::Start& start) noexcept {
    if (!encode(start, packet_))
      return {protocol::Verdict::internal, "cannot be asked: an item or argument is too long"};
    static_cast<void>(send(socket_, packet_));  // if it is gone, the next line tells
    for (;;) {
      switch (receive(socket_, packet_, deadline_)) {
      case Received::packet: break;
      case Received::closed: return broken("ended without a verdict");
      case Received::late: return broken("was silent past the deadline");
      case Received::broken: return broken("sent a message that is too large");
      }
      switch (packet_.type()) {
      case protocol::Type::accepted:
        if (!take_deadline()) return broken("sent a malformed message");
        break;
      case protocol::Type::prompt:
        if (++prompts_ > protocol::max_prompts) return broken("asked too often");
        if (!ask()) return broken("sent a malformed message");
        break;
      case protocol::Type::farewell: return end();
      case protocol::Type::none:
      case protocol::Type::start:
      case protocol::Type::answer: return broken("sent a message that is not known");
      }
    }
  }

private:
  static Outcome broken(const char* error) noexcept { return {protocol::Verdict::internal, error}; }

  bool take_deadline() noexcept {
    protocol::Accepted accepted;
    if (!decode(packet_, accepted)) return false;
    const std::int64_t granted = accepted.deadline_ms < longest_ms ? accepted.deadline_ms : longest_ms;
    deadline_ = protocol::boottime_ms() + granted + patience_ms;
    return true;
  }

  bool ask() noexcept {
    protocol::Prompt prompt;
    if (!decode(packet_, prompt)) return false;
    Reply reply;
    const int style = prompt.echo ? PAM_PROMPT_ECHO_ON : PAM_PROMPT_ECHO_OFF;
    const int conversation = pam_prompt(pamh_, style, reply.out(), "%.*s",
                                        static_cast<int>(prompt.text.size()), prompt.text.data());
    const auto answer = answer_from(pamh_, conversation, reply);
    if (!encode(answer, packet_)) return false;
    static_cast<void>(
        send(socket_, packet_));  // a verifier past its deadline has left its farewell in the socket
    packet_.wipe();
    return true;
  }

  Outcome end() noexcept {
    protocol::Farewell farewell;
    if (!decode(packet_, farewell)) return broken("sent a malformed message");
    if (!farewell.text.empty() && !silent_)
      static_cast<void>(pam_prompt(pamh_, lets_past(farewell.verdict) ? PAM_TEXT_INFO : PAM_ERROR_MSG,
                                   nullptr, "%.*s", static_cast<int>(farewell.text.size()),
                                   farewell.text.data()));
    return {farewell.verdict, nullptr};
  }

  pam_handle_t* pamh_;
  int socket_;
  bool silent_;
  std::int64_t deadline_ = protocol::boottime_ms() + startup_ms;
  unsigned prompts_ = 0;
  protocol::Packet packet_;
};

}  // namespace

Outcome relay(pam_handle_t* pamh, int socket, const protocol::Start& start, bool silent) noexcept {
  return Relay(pamh, socket, silent).run(start);
}

}  // namespace wavix::module
