// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/host.hpp"

#include <poll.h>

#include "protocol/socket.hpp"

namespace wavix::verifier {
namespace {

using protocol::Packet;

/// Failures show at the next read: a module that is gone closed its socket.
template <typename Message>
void send_message(int socket, const Message& message) {
  Packet packet;
  if (encode(message, packet)) static_cast<void>(protocol::send(socket, packet));
}

Request copied(const protocol::Start& start) {
  Request request{std::string(start.service),   std::string(start.user),
                  std::string(start.rhost),     std::string(start.ruser),
                  std::string(start.tty),       std::string(start.ssh_connection),
                  std::string(start.auth_info), start.caller_uid,
                  start.user_is_refused,        {}};
  for (std::size_t i = 0; i < start.argument_count; ++i)
    request.arguments.emplace_back(start.arguments.at(i));
  return request;
}

std::optional<event::Answered> answer_from(const Packet& packet) {
  using Kind = event::Answered::Kind;
  protocol::Answer answer;
  if (!decode(packet, answer)) return std::nullopt;
  switch (answer.kind) {
  case protocol::Answer::Kind::nothing: return event::Answered{Kind::nothing};
  case protocol::Answer::Kind::withheld: return event::Answered{Kind::withheld};
  case protocol::Answer::Kind::failed: return event::Answered{Kind::failed};
  case protocol::Answer::Kind::text: break;
  }
  auto text = Answer::copy_of(answer.text);
  if (!text) return std::nullopt;
  return event::Answered{Kind::text, std::move(*text)};
}

}  // namespace

std::optional<Request> Host::request(milliseconds most) {
  Packet packet;
  const auto deadline = protocol::boottime_ms() + most.count();
  if (protocol::receive(socket_.get(), packet, deadline) != protocol::Received::packet) return std::nullopt;
  protocol::Start start;
  if (!decode(packet, start) || start.user.empty()) return std::nullopt;
  return copied(start);
}

void Host::accept(milliseconds deadline) {
  send_message(socket_.get(), protocol::Accepted{static_cast<std::uint32_t>(deadline.count())});
}

void Host::prompt(std::string_view text, bool echo) {
  asked_ = true;
  send_message(socket_.get(), protocol::Prompt{echo, text});
}

void Host::farewell(Verdict verdict, std::string_view text) {
  send_message(socket_.get(), protocol::Farewell{verdict, text});
}

bool Host::has_spoken() const {
  pollfd state{socket_.get(), POLLIN, 0};
  return ::poll(&state, 1, 0) == 1;
}

Event Host::read() {
  Packet packet;
  const auto now = protocol::boottime_ms();
  if (asked_ && protocol::receive(socket_.get(), packet, now + 1) == protocol::Received::packet) {
    asked_ = false;
    if (auto answer = answer_from(packet)) return std::move(*answer);
  }
  socket_.reset();
  return event::HostGone{};
}

}  // namespace wavix::verifier
