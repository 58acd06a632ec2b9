// SPDX-License-Identifier: BSD-3-Clause
#include "cli/tried_login.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <optional>

#include "base/text.hpp"
#include "cli/prompt.hpp"
#include "protocol/socket.hpp"
#include "protocol/spawn.hpp"

namespace wavix::cli {
namespace {

using protocol::Received;

constexpr std::int64_t startup_ms = 15000;
constexpr std::int64_t patience_ms = 2000;    ///< past the deadline that the verifier keeps by itself
constexpr std::int64_t cancelling_ms = 8000;  ///< for the verifier to end what it began

class Trial {
public:
  Trial(int socket, Interruption& interruption, Aside* aside)
      : socket_(socket), interruption_(interruption), aside_(aside) {}

  Expected<TriedLogin, Failure> run(const protocol::Start& start) {
    if (!encode(start, packet_))
      return failed("the login cannot be described: a word or argument is too long");
    static_cast<void>(protocol::send(socket_, packet_));  // if it is gone, the next line tells
    while (!end_ && !failure_)
      wait();
    if (failure_) return unexpected(std::move(*failure_));
    if (aside_ != nullptr) wait_for_end();
    return std::move(*end_);
  }

private:
  void wait() {
    const int input = prompt_ ? STDIN_FILENO : -1;
    const int beside = aside_ == nullptr ? -1 : aside_->fd();
    std::array<pollfd, 4> states{
        {{interruption_.fd(), POLLIN, 0}, {socket_, POLLIN, 0}, {beside, POLLIN, 0}, {input, POLLIN, 0}}};
    const auto left = deadline_ - protocol::boottime_ms();
    if (left <= 0) return break_off("the verifier is silent past its deadline");
    if (::poll(states.data(), states.size(), static_cast<int>(std::min<std::int64_t>(left, 1000))) <= 0)
      return;
    if (states[0].revents != 0) return interrupted();
    if (states[2].revents != 0) show_aside();
    if (states[1].revents != 0) return heed();
    if (states[3].revents != 0 && prompt_->read_on()) answer();
  }

  void show_aside() {
    const auto lines = aside_->lines();
    if (lines.empty()) return;
    fmt::print(stderr, "{}{}", prompt_ ? "\n" : "", lines);
    if (prompt_) prompt_->show();
  }

  void heed() {
    const auto received = protocol::receive(socket_, packet_, protocol::boottime_ms());
    if (received == Received::late) return;
    if (received != Received::packet) return break_off("the verifier ended without a verdict; see the log");
    protocol::Accepted accepted;
    protocol::Prompt prompt;
    protocol::Farewell farewell;
    if (decode(packet_, accepted)) {
      deadline_ = protocol::boottime_ms() + accepted.deadline_ms + patience_ms;
    } else if (decode(packet_, prompt)) {
      prompt_.emplace(std::string(prompt.text), prompt.echo);
    } else if (decode(packet_, farewell)) {
      prompt_.reset();
      end_ = TriedLogin{farewell.verdict, std::string(farewell.text)};
    } else {
      break_off("the verifier sent a message that is not known");
    }
  }

  void answer() {
    protocol::Answer answer;
    answer.kind = prompt_->ended() ? protocol::Answer::Kind::nothing : protocol::Answer::Kind::text;
    answer.text = prompt_->too_long() ? "too long" : prompt_->answer();
    if (encode(answer, packet_)) static_cast<void>(protocol::send(socket_, packet_));
    packet_.wipe();
    prompt_.reset();
  }

  void interrupted() {
    interruption_.take();
    prompt_.reset();
    fmt::print(stderr, "\n");
    break_off("interrupted");
  }

  void break_off(const char* why) {
    prompt_.reset();
    failure_ = Failure{{why}};
    static_cast<void>(::shutdown(socket_, SHUT_WR));  // the host has gone
    if (aside_ != nullptr) wait_for_end();
  }

  /// A verifier ends after its farewell: it still cancels what was left open.
  void wait_for_end() {
    const auto until = protocol::boottime_ms() + cancelling_ms;
    while (protocol::receive(socket_, packet_, until) == Received::packet) {
    }
  }

  int socket_;
  Interruption& interruption_;
  Aside* aside_;
  std::int64_t deadline_ = protocol::boottime_ms() + startup_ms;
  std::optional<Prompt> prompt_;
  std::optional<TriedLogin> end_;
  std::optional<Failure> failure_;
  protocol::Packet packet_;
};

}  // namespace

Expected<TriedLogin, Failure> try_login(const std::string& verifier, const protocol::Start& start,
                                        Interruption& interruption, Aside* aside) {
  const auto spawned = protocol::spawn_verifier(verifier.c_str());
  if (!spawned.socket)
    return failed(fmt::format("{} cannot be started: {}", verifier, ::strerrordesc_np(spawned.error)));
  return Trial(spawned.socket.get(), interruption, aside).run(start);
}

}  // namespace wavix::cli
