// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <string_view>

#include "sandbox/http.hpp"

namespace wavix::sandbox {

/// Where bytes go.
class Sink {
public:
  Sink() = default;
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;
  virtual ~Sink() = default;
  /// False once the peer is gone.
  virtual bool write(std::string_view bytes) = 0;
  /// False if we are told to stop meanwhile.
  virtual bool pause(std::chrono::milliseconds duration) = 0;
  /// Makes the close that follows a TCP RST.
  virtual void prepare_reset() = 0;
};

/// Sends a reply the way its wire says. True if the connection stays.
bool play(const Reply& reply, bool closing, Sink& sink);

}  // namespace wavix::sandbox
