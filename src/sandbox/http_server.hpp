// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <memory>

#include "base/expected.hpp"
#include "sandbox/address.hpp"
#include "sandbox/http.hpp"
#include "sandbox/stopping.hpp"
#include "sandbox/tls.hpp"

namespace wavix::sandbox {

/// An HTTP/1.1 server: cpp-httplib takes connections and requests apart; replies go out by play(). A thread
/// for each connection.
class HttpServer {
public:
  /// `tls`: none, if null. All three must live longer.
  HttpServer(Handler handler, const Tls* tls, Stopping& stopping);
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;
  /// Ends it, and all its connections.
  ~HttpServer();

  /// Listens and serves from now on; the address with its port, or why not.
  Expected<Address, std::string> start(const Address& address);
  /// Cuts every connection that is open now.
  void drop_connections();
  void stop();

private:
  class Engine;
  std::unique_ptr<Engine> engine_;
};

}  // namespace wavix::sandbox
