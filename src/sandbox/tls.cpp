// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/tls.hpp"

#include <array>
#include <stdexcept>
#include <utility>

namespace wavix::sandbox {
namespace {

constexpr const char* our_names = "IP:127.0.0.1,IP:::1,DNS:localhost";

constexpr std::array<std::pair<Show, std::string_view>, 7> words{{
    {Show::good, "good"},
    {Show::wrong_host, "wrong-host"},
    {Show::expired, "expired"},
    {Show::self_signed, "self-signed"},
    {Show::none, "none"},
    {Show::old_tls, "old-tls"},
    {Show::silent, "silent"},
}};

}  // namespace

std::optional<Show> show_from(std::string_view word) noexcept {
  for (const auto& [show, known] : words)
    if (known == word) return show;
  return std::nullopt;
}

std::string_view to_string(Show show) noexcept {
  for (const auto& [known, word] : words)
    if (known == show) return word;
  return "";
}

Tls::Tls(Show show)
    : good_(authority_.issue(our_names, false)), wrong_host_(authority_.issue("DNS:wrong.example", false)),
      expired_(authority_.issue(our_names, true)), self_signed_(sandbox::self_signed(our_names)), show_(show),
      context_(SSL_CTX_new(TLS_server_method())) {
  if (!context_) throw std::runtime_error("OpenSSL: no TLS");
  // A resumed session would show no certificate.
  SSL_CTX_set_session_cache_mode(context_.get(), SSL_SESS_CACHE_OFF);
  SSL_CTX_set_options(context_.get(), SSL_OP_NO_TICKET);
  SSL_CTX_set_num_tickets(context_.get(), 0);
  SSL_CTX_set_cert_cb(context_.get(), choose, this);
}

Handle<SSL, SSL_free> Tls::begin(int socket) const {
  Handle<SSL, SSL_free> ssl(SSL_new(context_.get()));
  if (!ssl || SSL_set_fd(ssl.get(), socket) != 1) throw std::runtime_error("OpenSSL: no connection");
  if (show_ == Show::old_tls) {
    SSL_set_security_level(ssl.get(), 0);
    SSL_set_min_proto_version(ssl.get(), TLS1_VERSION);
    SSL_set_max_proto_version(ssl.get(), TLS1_1_VERSION);
  }
  return ssl;
}

int Tls::choose(SSL* ssl, void* self) {
  const auto& tls = *static_cast<const Tls*>(self);
  const Identity* identity = nullptr;
  switch (tls.shown()) {
  case Show::good:
  case Show::old_tls: identity = &tls.good_; break;
  case Show::wrong_host: identity = &tls.wrong_host_; break;
  case Show::expired: identity = &tls.expired_; break;
  case Show::self_signed: identity = &tls.self_signed_; break;
  case Show::none:
  case Show::silent: break;
  }
  if (identity == nullptr) return 0;  // the handshake fails with an alert
  const bool used = SSL_use_certificate(ssl, identity->certificate.get()) == 1 &&
                    SSL_use_PrivateKey(ssl, identity->key.get()) == 1;
  return used ? 1 : 0;
}

}  // namespace wavix::sandbox
