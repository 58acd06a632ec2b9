// SPDX-License-Identifier: BSD-3-Clause
#include "wavix/curl_probe.hpp"

#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <ctime>
#include <utility>

#include "wavix/curl_failure.hpp"
#include "wavix/curl_global.hpp"
#include "wavix/curl_options.hpp"
#include "wavix/curl_transfer.hpp"

namespace wavix::api {
namespace {

using std::chrono::microseconds;
using Certificate = Way::Certificate;
using Step = Way::Step;

class ProbeTransfer final : public Transfer {
public:
  ProbeTransfer(const Endpoint& endpoint, const ApiKey& key, Request request, Transport::Done done)
      : Transfer(endpoint, key, std::move(request), std::move(done)) {
    set_tracer(trace, this);
  }

  std::string tls_version;
  std::optional<std::chrono::sys_seconds> certificate_ends;
  /// From the beginning to the first byte of TLS, and of HTTP. libcurl itself tells of no step of a
  /// connection that came to nothing.
  std::optional<microseconds> tls_began, http_began;

private:
  using Clock = std::chrono::steady_clock;

  static int trace(CURL*, curl_infotype kind, char*, size_t, void* transfer) noexcept {
    auto& self = *static_cast<ProbeTransfer*>(transfer);
    const auto since = std::chrono::duration_cast<microseconds>(Clock::now() - self.began_);
    if (kind == CURLINFO_SSL_DATA_OUT && !self.tls_began) self.tls_began = since;
    if (kind == CURLINFO_HEADER_OUT && !self.http_began) self.http_began = since;
    return 0;
  }

  /// The connection stands, and only now is there a session of TLS to look at (CURLINFO_TLS_SSL_PTR(3)).
  bool may_leave() noexcept override {
    curl_tlssessioninfo* session = nullptr;
    if (curl_easy_getinfo(easy(), CURLINFO_TLS_SSL_PTR, &session) != CURLE_OK || session == nullptr ||
        session->backend != CURLSSLBACKEND_OPENSSL || session->internals == nullptr)
      return true;
    const auto* const ssl = static_cast<const SSL*>(session->internals);
    const std::string_view version = SSL_get_version(ssl);
    if (version.starts_with("TLSv")) tls_version = version.substr(4);
    const Handle<X509, X509_free> peer(SSL_get1_peer_certificate(ssl));
    std::tm ends{};
    if (peer && ASN1_TIME_to_tm(X509_get0_notAfter(peer.get()), &ends) == 1)
      certificate_ends = std::chrono::sys_seconds(std::chrono::seconds(::timegm(&ends)));
    return true;
  }

  Clock::time_point began_ = Clock::now();
};

microseconds time_of(CURL* easy, CURLINFO info) {
  curl_off_t time = 0;
  curl_easy_getinfo(easy, info, &time);
  return microseconds(time);
}

long number_of(CURL* easy, CURLINFO info) {
  long number = 0;
  curl_easy_getinfo(easy, info, &number);
  return number;
}

/// libcurl judges the host's name by itself, before it asks OpenSSL for its result; what OpenSSL judges ends
/// the handshake (SSL_get_verify_result(3)).
Certificate certificate_fault(CURLcode code, long verified) {
  if (code == CURLE_SSL_CACERT_BADFILE) return Certificate::ca_file;
  if (code != CURLE_PEER_FAILED_VERIFICATION) return Certificate::good;
  switch (verified) {
  case X509_V_OK:
  case X509_V_ERR_UNSPECIFIED:
  case X509_V_ERR_HOSTNAME_MISMATCH:
  case X509_V_ERR_IP_ADDRESS_MISMATCH: return Certificate::of_another_host;
  case X509_V_ERR_CERT_HAS_EXPIRED: return Certificate::expired;
  case X509_V_ERR_CERT_NOT_YET_VALID: return Certificate::not_yet_valid;
  case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
  case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
  case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
  case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
  case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN: return Certificate::of_nobody_known;
  default: return Certificate::other;
  }
}

/// By the server's Date (RFC 9110, 6.6.1), which is of whole seconds.
std::optional<std::chrono::seconds> seconds_ahead(CURL* easy) {
  curl_header* header = nullptr;
  if (curl_easy_header(easy, "Date", 0, CURLH_HEADER, -1, &header) != CURLHE_OK) return std::nullopt;
  const auto theirs = curl_getdate(header->value, nullptr);
  if (theirs < 0) return std::nullopt;
  return std::chrono::seconds(std::time(nullptr) - theirs);
}

/// All times are from the beginning; libcurl leaves at 0 what was not reached.
Way way_of(const ProbeTransfer& transfer, CURLcode code, bool by_tls) {
  auto* const easy = transfer.easy();
  Way way;
  way.proxy_status = number_of(easy, CURLINFO_HTTP_CONNECTCODE);
  way.certificate = certificate_fault(code, number_of(easy, CURLINFO_SSL_VERIFYRESULT));
  way.tls_version = transfer.tls_version;
  way.certificate_ends = transfer.certificate_ends;
  way.ahead = seconds_ahead(easy);
  const auto name = time_of(easy, CURLINFO_NAMELOOKUP_TIME_T);
  const auto tls = time_of(easy, CURLINFO_APPCONNECT_TIME_T);
  const auto sent = time_of(easy, CURLINFO_PRETRANSFER_TIME_T);
  const auto answer = time_of(easy, CURLINFO_STARTTRANSFER_TIME_T);
  if (name.count() == 0 || code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_COULDNT_RESOLVE_PROXY)
    return way;
  way.name = name;
  way.reached = cause_of(code) == Cause::tls ? Step::tls : Step::connect;
  const auto connected = transfer.http_began && transfer.tls_began
                             ? std::min(*transfer.http_began, *transfer.tls_began)
                             : transfer.http_began.value_or(transfer.tls_began.value_or(microseconds(0)));
  if (connected.count() == 0) return way;
  way.connect = std::max(connected - name, microseconds(0));
  way.reached = transfer.tls_began ? Step::tls : by_tls ? Step::proxy : Step::answer;
  if (way.proxy_status >= 300 || code == CURLE_PROXY) way.reached = Step::proxy;
  if (tls.count() != 0) way.tls = tls - connected;
  if (way.reached == Step::proxy || sent.count() == 0) return way;
  way.reached = Step::answer;
  if (answer > sent) way.answer = answer - sent;
  return way;
}

}  // namespace

Probe probe(const Endpoint& endpoint, const ApiKey& key, Request request) {
  make_libcurl_ready();
  Probe result{unexpected(Failure{}), {}};
  ProbeTransfer transfer(endpoint, key, std::move(request),
                         [&](Expected<Reply, Failure> outcome) { result.outcome = std::move(outcome); });
  const auto code = curl_easy_perform(transfer.easy());
  result.way = way_of(transfer, code, !is_plain_loopback(endpoint.url));
  transfer.finish(code);
  return result;
}

}  // namespace wavix::api
