// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

namespace wavix::sandbox {

/// How a reply goes out; by default as any server would send it.
struct Wire {
  enum class Framing { length, chunked, gzip, close };
  enum class End {
    keep,     ///< the connection stays for the next request
    close,    ///< announced by "Connection: close"
    drop,     ///< keep-alive is promised, and broken
    hang_up,  ///< closed with no reply at all
    reset,    ///< a TCP RST with no reply at all
  };

  std::chrono::milliseconds delay{0};  ///< before the first byte
  std::chrono::milliseconds drip{0};   ///< before each byte of headers and body
  std::chrono::milliseconds stall{0};  ///< in the middle of the body
  std::optional<std::size_t> cut;      ///< so many bytes of the body, then the connection ends
  std::optional<int> interim;          ///< a 1xx that goes first
  std::optional<std::string> literal;  ///< sent instead of everything; then the connection closes
  Framing framing = Framing::length;
  End end = End::keep;
};

}  // namespace wavix::sandbox
