// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <csignal>

#include "asking.hpp"
#include "certificates.hpp"
#include "raw_server.hpp"

namespace wavix::test {

using Context = Handle<SSL_CTX, SSL_CTX_free>;

inline const Certificate& authority() {
  static const Certificate made = make_certificate({nullptr}, nullptr);
  return made;
}

inline Context context_with(const Certificate& certificate) {
  Context context(SSL_CTX_new(TLS_server_method()));
  SSL_CTX_use_certificate(context.get(), certificate.body.get());
  SSL_CTX_use_PrivateKey(context.get(), certificate.key.get());
  return context;
}

/// OpenSSL writes without MSG_NOSIGNAL; the client, in the other thread, must do without this.
inline void block_sigpipe_here() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGPIPE);
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

/// One TLS connection: reads a request and answers it, as often as `answers`.
inline RawServer::Conversation tls_conversation(SSL_CTX* context, std::string& seen, int answers = 1) {
  return [=, &seen](Connection& peer) {
    block_sigpipe_here();
    const Handle<SSL, SSL_free> ssl(SSL_new(context));
    SSL_set_fd(ssl.get(), peer.fd());
    if (SSL_accept(ssl.get()) != 1) return;
    for (int i = 0; i <= answers; ++i) {  // once more than is answered: what comes is seen, then all ends
      char buffer[4096];
      const int got = SSL_read(ssl.get(), buffer, sizeof buffer);
      if (got <= 0) return;
      seen.append(buffer, static_cast<std::size_t>(got));
      constexpr std::string_view answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
      if (i < answers) SSL_write(ssl.get(), answer.data(), static_cast<int>(answer.size()));
    }
  };
}

inline api::CurlTransport tls_transport(const std::string& url, const std::string& ca_file) {
  return {api::Endpoint{url, ca_file, "", 1000ms, 2000ms}, some_key()};
}

}  // namespace wavix::test
