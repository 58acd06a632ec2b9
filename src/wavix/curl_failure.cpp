// SPDX-License-Identifier: BSD-3-Clause
#include "wavix/curl_failure.hpp"

namespace wavix::api {

Cause cause_of(CURLcode code) noexcept {
  switch (code) {
  case CURLE_COULDNT_RESOLVE_PROXY:
  case CURLE_COULDNT_RESOLVE_HOST:
  case CURLE_COULDNT_CONNECT:
  case CURLE_INTERFACE_FAILED:
  case CURLE_PROXY:
  case CURLE_SEND_ERROR:
  case CURLE_RECV_ERROR:
  case CURLE_GOT_NOTHING:
  case CURLE_NO_CONNECTION_AVAILABLE:
  case CURLE_ABORTED_BY_CALLBACK:  // by us, where libcurl would have sent a request again
    return Cause::unreachable;
  case CURLE_OPERATION_TIMEDOUT: return Cause::timeout;
  case CURLE_SSL_CONNECT_ERROR:
  case CURLE_PEER_FAILED_VERIFICATION:
  case CURLE_SSL_ENGINE_NOTFOUND:
  case CURLE_SSL_ENGINE_SETFAILED:
  case CURLE_SSL_ENGINE_INITFAILED:
  case CURLE_SSL_CERTPROBLEM:
  case CURLE_SSL_CIPHER:
  case CURLE_SSL_CACERT_BADFILE:
  case CURLE_SSL_CRL_BADFILE:
  case CURLE_SSL_ISSUER_ERROR:
  case CURLE_SSL_SHUTDOWN_FAILED:
  case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
  case CURLE_SSL_INVALIDCERTSTATUS:
  case CURLE_SSL_CLIENTCERT:
  case CURLE_USE_SSL_FAILED: return Cause::tls;
  default: return Cause::malformed;  // too short, too long, not HTTP; and what no outage rule may excuse
  }
}

}  // namespace wavix::api
