// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "protocol/verdict.hpp"

/// What the module and the verifier say to each other over a SOCK_SEQPACKET socket, one message a packet:
///
///     module:   Start                Answer          Answer …
///     verifier:        Accepted Prompt       Prompt         … Farewell
///
/// A packet is the version, the type, then the type's fields in their order; a text is its length (16 bits,
/// little endian) and its bytes, none of them NUL. Both sides check every field and the packet's end; what
/// they do not know is a denial. Neither side trusts the other's claims further than that. Uses no heap: the
/// module speaks it too.
namespace wavix::protocol {

inline constexpr std::uint8_t version = 1;
inline constexpr std::size_t max_packet = std::size_t{28} * 1024;
inline constexpr std::size_t max_name = 1024;       ///< a service, user, host or terminal
inline constexpr std::size_t max_auth_info = 8192;  ///< SSH_AUTH_INFO_0 has whole public keys
inline constexpr std::size_t max_argument = 1024;
inline constexpr std::size_t max_arguments = 12;
inline constexpr std::size_t max_prompt = 511;  ///< PAM_MAX_MSG_SIZE less the NUL
inline constexpr std::size_t max_answer = 511;  ///< PAM_MAX_RESP_SIZE less the NUL
static_assert(max_packet >= 6 * (max_name + 2) + max_auth_info + max_arguments * (max_argument + 2) + 16);
inline constexpr unsigned max_prompts = 12;  ///< a login

enum class Type : std::uint8_t { none = 0, start, answer, accepted, prompt, farewell };

/// The login, as the host and the administrator's line in pam.d describe it. An item that is not set is
/// empty.
struct Start {
  std::string_view service, user, rhost, ruser, tty;
  std::string_view ssh_connection;  ///< sshd: "client-address port server-address port"
  std::string_view
      auth_info;  ///< sshd: the methods that have succeeded; empty too if longer than max_auth_info
  std::uint32_t caller_uid = 0;  ///< the host's real uid
  bool user_is_refused = false;  ///< PAM_AUTHTOK is what sshd feeds for users that it will refuse
  std::array<std::string_view, max_arguments> arguments{};
  std::size_t argument_count = 0;
};

/// What the conversation gave for a prompt.
struct Answer {
  enum class Kind : std::uint8_t {
    text,
    nothing,   ///< no answer though the conversation succeeded: end of file
    withheld,  ///< the account's password, which stays in the host
    failed,    ///< the conversation failed: aborted, or the host cannot ask
  };
  Kind kind = Kind::failed;
  std::string_view text{};
};

/// The configuration stands; from now on at most so long until the Farewell.
struct Accepted {
  std::uint32_t deadline_ms = 0;
};

struct Prompt {
  bool echo = true;
  std::string_view text{};
};

struct Farewell {
  Verdict verdict = Verdict::internal;
  std::string_view text{};  ///< one line for the user; empty: none. An error if the verdict denies
};

/// A packet as it travels. May hold what a person typed: wipe() it.
class Packet {
public:
  Packet() noexcept = default;
  Packet(const Packet&) = delete;
  Packet& operator=(const Packet&) = delete;
  Packet(Packet&&) = delete;
  Packet& operator=(Packet&&) = delete;
  ~Packet() { wipe(); }

  [[nodiscard]] std::string_view view() const noexcept { return {bytes.data(), size}; }
  /// Type::none where there is no whole header of this version.
  [[nodiscard]] Type type() const noexcept;
  void wipe() noexcept;

  std::array<char, max_packet> bytes{};
  std::size_t size = 0;
};

/// Writes a message; false if a field is longer than its limit or has a NUL.
[[nodiscard]] bool encode(const Start& message, Packet& packet) noexcept;
[[nodiscard]] bool encode(const Answer& message, Packet& packet) noexcept;
[[nodiscard]] bool encode(const Accepted& message, Packet& packet) noexcept;
[[nodiscard]] bool encode(const Prompt& message, Packet& packet) noexcept;
[[nodiscard]] bool encode(const Farewell& message, Packet& packet) noexcept;

/// Reads a message whose texts point into the packet; false unless the packet is exactly one such message.
[[nodiscard]] bool decode(const Packet& packet, Start& message) noexcept;
[[nodiscard]] bool decode(const Packet& packet, Answer& message) noexcept;
[[nodiscard]] bool decode(const Packet& packet, Accepted& message) noexcept;
[[nodiscard]] bool decode(const Packet& packet, Prompt& message) noexcept;
[[nodiscard]] bool decode(const Packet& packet, Farewell& message) noexcept;

}  // namespace wavix::protocol
