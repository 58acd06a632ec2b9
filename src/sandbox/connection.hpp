// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "base/fd.hpp"
#include "sandbox/play.hpp"
#include "sandbox/stopping.hpp"
#include "sandbox/tls.hpp"

namespace wavix::sandbox {

/// One TCP connection, with or without TLS.
class Connection : public Sink {
public:
  Connection(int socket, const Tls* tls, Stopping& stopping);
  ~Connection() override;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// The TLS handshake; false if it failed.
  bool open();
  /// At least a byte, or 0 at the end, or -1.
  std::ptrdiff_t read(char* to, std::size_t size);
  bool write(std::string_view bytes) override;
  bool pause(std::chrono::milliseconds duration) override { return stopping_.pause(duration); }
  void prepare_reset() override;

  [[nodiscard]] int socket() const { return socket_.get(); }

private:
  std::ptrdiff_t receive(char* to, std::size_t size);

  Fd socket_;
  const Tls* tls_;
  Stopping& stopping_;
  Handle<SSL, SSL_free> ssl_;
  bool polite_ = false;  ///< say goodbye in TLS
  std::array<char, 16384> buffer_{};
  std::string_view unread_;  ///< in buffer_
};

}  // namespace wavix::sandbox
