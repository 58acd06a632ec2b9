// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "base/secret.hpp"
#include "wavix/transport.hpp"

namespace wavix::api {

/// Where Wavix is and how to get there; [wavix] of the configuration.
struct Endpoint {
  std::string url;      ///< "https://api.wavix.com"; http only for a loopback address
  std::string ca_file;  ///< instead of the system's CAs, for the proxy too; empty: those
  std::string proxy;    ///< empty: none. What goes without TLS goes by no proxy
  std::chrono::milliseconds connect_timeout{5000}, request_timeout{10000};
};

/// HTTPS by libcurl. Nothing from the environment counts, connections are kept for the next request, and each
/// transfer ends in its time even if a name server never answers.
class CurlTransport final : public Transport {
public:
  /// Throws std::invalid_argument if `key` has anything but visible ASCII: the configuration checks that. The
  /// first one sets up libcurl for the process and must be made while there is one thread.
  CurlTransport(Endpoint endpoint, ApiKey key);
  /// Requests still under way are dropped without a word.
  ~CurlTransport() override;
  CurlTransport(const CurlTransport&) = delete;
  CurlTransport& operator=(const CurlTransport&) = delete;
  CurlTransport(CurlTransport&&) = delete;
  CurlTransport& operator=(CurlTransport&&) = delete;

  void start(Request request, Done done) override;

  /// Waits until a transfer moved, `other_fd` (or -1) is readable, or `most` has passed; calls what is done.
  /// Returns whether `other_fd` is readable or hung up.
  bool run(int other_fd, std::chrono::milliseconds most);

private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace wavix::api
