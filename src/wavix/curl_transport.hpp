// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
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
  std::string ca_text = {};  ///< of ca_file, which is then not opened; empty: it is, at each connection
};

/// HTTPS by libcurl. Nothing from the environment counts, connections are kept for the next request, and each
/// transfer ends in its time even if a name server never answers.
class CurlTransport final : public Transport {
public:
  using Clock = std::function<std::chrono::milliseconds()>;  ///< one that does not jump
  using Ready = std::function<void(const std::optional<Failure>&)>;

  /// Throws std::invalid_argument if `key` has anything but visible ASCII: the configuration checks that. The
  /// first one sets up libcurl for the process and must be made while there is one thread. `clock`, in place
  /// of CLOCK_MONOTONIC, tells only how long a wait took (Failure::paused).
  CurlTransport(Endpoint endpoint, ApiKey key, Clock clock = nullptr);
  /// Requests still under way are dropped without a word.
  ~CurlTransport() override;
  CurlTransport(const CurlTransport&) = delete;
  CurlTransport& operator=(const CurlTransport&) = delete;
  CurlTransport(CurlTransport&&) = delete;
  CurlTransport& operator=(CurlTransport&&) = delete;

  void start(Request request, Done done) override;
  bool run(int other_fd, std::chrono::milliseconds most) override;

  /// Connects for a POST to `path` with a body of at most `room` bytes before it is known what it says. The
  /// first such POST goes over this connection, its body filled up to `room` with blanks (RFC 8259, section
  /// 2), with all of request_timeout from its start() on.
  ///
  /// Unless one came before, run() calls `ready` once: with nothing as soon as the connection stands, or with
  /// why there is none. Its start() is the last that can have the connection; without one it is closed, and
  /// not a byte of a request has left. A POST that should have had a connection that failed fails as it did.
  ///
  /// `ready` may wait, for nothing else happens meanwhile; it does not call run(). An exception from it comes
  /// out of run(), and nothing is sent. One connection at a time can be made ahead.
  void connect_ahead(std::string path, std::size_t room, Ready ready);

private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace wavix::api
