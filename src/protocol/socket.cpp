// SPDX-License-Identifier: BSD-3-Clause
#include "protocol/socket.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <utility>

namespace wavix::protocol {
namespace {

/// Whether the socket became readable (or was closed) before the deadline. What came in time is there however
/// late one looks.
bool wait_readable(int socket, std::int64_t deadline) noexcept {
  for (;;) {
    const auto left = std::clamp<std::int64_t>(deadline - boottime_ms(), 0, 60000);
    // poll() counts on CLOCK_MONOTONIC: in steps of a minute at most, a suspend cannot stretch the deadline.
    pollfd entry{socket, POLLIN, 0};
    const int ready = ::poll(&entry, 1, static_cast<int>(left));
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return false;
    if (left == 0) return false;
  }
}

/// recv(2), past interruptions. ECONNRESET only says that the other side ended without reading our last
/// packet, once; what it had to say itself is still there to be read.
ssize_t take(int socket, Packet& packet) noexcept {
  ssize_t got = -1;
  do {
    got = ::recv(socket, packet.bytes.data(), packet.bytes.size(), MSG_TRUNC);
  } while (got < 0 && (errno == EINTR || errno == ECONNRESET));
  return got;
}

}  // namespace

std::int64_t boottime_ms() noexcept {
  timespec now{};
  static_cast<void>(::clock_gettime(CLOCK_BOOTTIME, &now));
  return std::int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1000000;
}

bool send(int socket, const Packet& packet) noexcept {
  ssize_t sent = -1;
  do {
    sent = ::send(socket, packet.bytes.data(), packet.size, MSG_NOSIGNAL);
  } while (sent < 0 && errno == EINTR);
  if (sent >= 0 && std::cmp_equal(sent, packet.size)) return true;
  static_cast<void>(::shutdown(socket, SHUT_RDWR));
  return false;
}

Received receive(int socket, Packet& packet, std::int64_t deadline) noexcept {
  packet.wipe();
  if (!wait_readable(socket, deadline)) return Received::late;
  const auto got = take(socket, packet);
  if (got == 0) return Received::closed;
  if (got < 0) return Received::broken;
  if (static_cast<std::size_t>(got) > packet.bytes.size()) {
    packet.size = packet.bytes.size();
    packet.wipe();
    return Received::broken;
  }
  packet.size = static_cast<std::size_t>(got);
  return Received::packet;
}

}  // namespace wavix::protocol
