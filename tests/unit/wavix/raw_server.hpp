// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/fd.hpp"

namespace wavix::test {

/// The server's end of one connection, in raw bytes. No call waits for ever; the client's limits come first.
class Connection {
public:
  explicit Connection(int fd) : fd_(fd) {
    const timeval patience{30, 0};
    ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  }

  /// A head and a body of its Content-Length; less if the peer closes.
  std::string request() {
    std::string text;
    while (text.size() < expected_size(text) && more(text))
      ;
    return text;
  }
  /// Whether the peer took it.
  bool send(const std::string& text) {
    return ::send(fd_.get(), text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size());
  }
  void answer(const std::string& body) {
    send("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  }
  /// Until the peer closes.
  void wait_for_end() {
    std::string rest;
    while (more(rest))
      ;
  }
  [[nodiscard]] int fd() const noexcept { return fd_.get(); }
  void close() { fd_.reset(); }
  void reset() {
    const linger at_once{1, 0};
    ::setsockopt(fd_.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    fd_.reset();
  }

private:
  static std::size_t expected_size(const std::string& text) {
    const auto head = text.find("\r\n\r\n");
    if (head == std::string::npos) return std::string::npos;
    const auto length = text.find("Content-Length: ");
    return head + 4 + (length < head ? std::strtoul(&text[length + 16], nullptr, 10) : 0);
  }
  bool more(std::string& text) {
    char buffer[4096];
    const auto got = ::recv(fd_.get(), buffer, sizeof buffer, 0);
    if (got > 0) text.append(buffer, static_cast<std::size_t>(got));
    return got > 0;
  }

  Fd fd_;
};

/// A server on a port of its own at 127.0.0.1: each connection gets the next conversation, one at a time;
/// when they are used up, nobody answers.
class RawServer {
public:
  using Conversation = std::function<void(Connection&)>;

  explicit RawServer(std::vector<Conversation> conversations)
      : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)),
        conversations_(std::move(conversations)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    if (listener_.get() < 0 || ::bind(listener_.get(), any, size) != 0 || ::listen(listener_.get(), 8) != 0 ||
        ::getsockname(listener_.get(), any, &size) != 0)
      throw std::runtime_error("no port to listen on");
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~RawServer() { stop(); }
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;

  [[nodiscard]] std::string url(const char* scheme = "http") const {
    return std::string(scheme) + "://127.0.0.1:" + std::to_string(port_);
  }
  /// Waits for what is going on; then no more conversations begin. Returns how many there were.
  int stop() {
    ::shutdown(listener_.get(), SHUT_RDWR);
    if (thread_.joinable()) thread_.join();
    return begun_;
  }

private:
  void serve() {
    for (const auto& conversation : conversations_) {
      const int fd = ::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC);
      if (fd < 0) return;
      ++begun_;
      Connection connection(fd);
      conversation(connection);
    }
  }

  Fd listener_;
  std::vector<Conversation> conversations_;
  unsigned port_ = 0;
  std::atomic<int> begun_{0};
  std::thread thread_;
};

}  // namespace wavix::test
