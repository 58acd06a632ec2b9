// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>

#include "protocol/message.hpp"

namespace wavix::protocol {

/// Milliseconds on CLOCK_BOOTTIME: it counts through suspend and Ctrl-Z, and no one can set it.
[[nodiscard]] std::int64_t boottime_ms() noexcept;

/// Sends one packet, without SIGPIPE; false if the other side is gone, or there was no memory for it. The
/// dialogue then ends for both sides, once they have read what was sent before: neither waits until its
/// deadline for an answer to what the other never got.
[[nodiscard]] bool send(int socket, const Packet& packet) noexcept;

enum class Received { packet, closed, late, broken };

/// Waits for one packet until boottime_ms() is `deadline`. A packet that is larger than Packet is `broken`.
[[nodiscard]] Received receive(int socket, Packet& packet, std::int64_t deadline) noexcept;

}  // namespace wavix::protocol
