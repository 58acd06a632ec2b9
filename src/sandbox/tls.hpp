// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <openssl/ssl.h>

#include <atomic>
#include <optional>
#include <string>
#include <string_view>

#include "sandbox/certificate.hpp"

namespace wavix::sandbox {

/// How the server shows itself in the handshake.
enum class Show { good, wrong_host, expired, self_signed, none, old_tls, silent };

std::optional<Show> show_from(std::string_view word) noexcept;
std::string_view to_string(Show show) noexcept;

/// The server's side of TLS. What it shows can be switched while it runs, for the handshakes that follow.
class Tls {
public:
  explicit Tls(Show show);
  Tls(const Tls&) = delete;
  Tls& operator=(const Tls&) = delete;

  void show(Show show) { show_ = show; }
  [[nodiscard]] Show shown() const { return show_; }
  [[nodiscard]] std::string ca_pem() const { return authority_.pem(); }
  /// A new connection's state, before its handshake.
  [[nodiscard]] Handle<SSL, SSL_free> begin(int socket) const;

private:
  static int choose(SSL* ssl, void* self);

  Authority authority_;
  Identity good_, wrong_host_, expired_, self_signed_;
  std::atomic<Show> show_;
  Handle<SSL_CTX, SSL_CTX_free> context_;
};

}  // namespace wavix::sandbox
