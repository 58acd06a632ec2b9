// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/expected.hpp"
#include "wavix/failure.hpp"

namespace wavix::api {

enum class Method { get, post, patch };

/// Takes the next bytes of a body; false: no more are wanted, and the request fails.
using Sink = std::function<bool(std::string_view bytes)>;

struct Request {
  Method method = Method::get;
  std::string path;  ///< from "/v1", percent-encoded, with the query
  std::string body;  ///< JSON, or empty. May hold a code: wiped by the transport when sent
  /// Where the body of a 2xx goes as it comes in, of whatever length. Such a request may take as long as it
  /// likes, if only something comes all the time. Without one, a reply has the body.
  Sink sink = nullptr;
};

struct Reply {
  long status = 0;
  std::string body;                                                ///< at most 64 KiB
  std::optional<std::chrono::seconds> retry_after = std::nullopt;  ///< 1 s to a day
};

/// The one seam between the API and the network. A request that may have arrived is never repeated by a
/// transport, unless its method is GET.
class Transport {
public:
  using Done = std::function<void(Expected<Reply, Failure>)>;

  Transport() = default;
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;
  Transport(Transport&&) = delete;
  Transport& operator=(Transport&&) = delete;
  virtual ~Transport() = default;

  /// Starts a request; `done` is called once, later, from whatever drives the transport.
  virtual void start(Request request, Done done) = 0;

  /// Waits until a request moved, `other_fd` (or -1) is readable, or some of `most` has passed; calls what is
  /// done.
  /// Returns whether `other_fd` is readable or hung up.
  virtual bool run(int other_fd, std::chrono::milliseconds most) = 0;
};

}  // namespace wavix::api
