// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "base/expected.hpp"
#include "base/secret.hpp"
#include "wavix/curl_transport.hpp"
#include "wavix/transport.hpp"

namespace wavix::api {

/// The way of one request, step by step. A step that was not reached has no time.
struct Way {
  enum class Step {
    name,     ///< of the server, or of the proxy
    connect,  ///< TCP, to the server or to the proxy
    proxy,    ///< its CONNECT
    tls,
    answer,
  };
  /// What was wrong with the server's certificate.
  enum class Certificate { good, expired, not_yet_valid, of_nobody_known, of_another_host, ca_file, other };

  std::optional<std::chrono::microseconds> name, connect, tls, answer;
  std::string tls_version;  ///< "1.3"; empty: no TLS, or it could not be told
  std::optional<std::chrono::sys_seconds> certificate_ends;
  std::optional<std::chrono::seconds> ahead;  ///< so far is this machine's clock ahead of the server's Date
  Step reached = Step::name;                  ///< the last step that was begun
  Certificate certificate = Certificate::good;
  long proxy_status = 0;  ///< of its answer to CONNECT; 0: none
};

struct Probe {
  Expected<Reply, Failure> outcome;
  Way way;
};

/// Sends one request as CurlTransport would, over a connection of its own, and tells of its way. Ends in
/// request_timeout, even if a name server never answers. To be called while there is one thread.
Probe probe(const Endpoint& endpoint, const ApiKey& key, Request request);

}  // namespace wavix::api
