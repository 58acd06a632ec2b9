// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/connection.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <sys/socket.h>

#include <algorithm>
#include <limits>

namespace wavix::sandbox {

Connection::Connection(int socket, const Tls* tls, Stopping& stopping)
    : socket_(socket), tls_(tls), stopping_(stopping) {
  const int on = 1;
  static_cast<void>(::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on));
}

Connection::~Connection() {
  if (ssl_ && polite_) static_cast<void>(SSL_shutdown(ssl_.get()));
  ERR_clear_error();
}

bool Connection::open() {
  if (tls_ == nullptr) return true;
  if (tls_->shown() == Show::silent) {
    constexpr auto for_ever = std::chrono::hours(1);
    static_cast<void>(stopping_.pause(for_ever));
    return false;
  }
  ssl_ = tls_->begin(socket_.get());
  polite_ = SSL_accept(ssl_.get()) == 1;
  return polite_;
}

std::ptrdiff_t Connection::read(char* to, std::size_t size) {
  if (unread_.empty()) {
    const auto got = receive(buffer_.data(), buffer_.size());
    if (got <= 0) return got;
    unread_ = {buffer_.data(), static_cast<std::size_t>(got)};
  }
  const auto taken = unread_.copy(to, size);
  unread_.remove_prefix(taken);
  return static_cast<std::ptrdiff_t>(taken);
}

std::ptrdiff_t Connection::receive(char* to, std::size_t size) {
  if (!ssl_) return ::recv(socket_.get(), to, size, 0);
  const int got = SSL_read(ssl_.get(), to, static_cast<int>(size));
  if (got <= 0) polite_ = false;
  return got;
}

bool Connection::write(std::string_view bytes) {
  while (!bytes.empty()) {
    std::ptrdiff_t sent = 0;
    if (ssl_)
      sent =
          SSL_write(ssl_.get(), bytes.data(),
                    static_cast<int>(std::min<std::size_t>(bytes.size(), std::numeric_limits<int>::max())));
    else
      sent = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) {
      polite_ = false;
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void Connection::prepare_reset() {
  polite_ = false;
  const linger abrupt{1, 0};
  static_cast<void>(::setsockopt(socket_.get(), SOL_SOCKET, SO_LINGER, &abrupt, sizeof abrupt));
}

}  // namespace wavix::sandbox
