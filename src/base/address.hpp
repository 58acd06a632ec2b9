// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/expected.hpp"

namespace wavix {

/// A numeric IP address. An IPv4 address and its IPv4-mapped IPv6 form (RFC 4291, 2.5.5.2) are one and the
/// same.
class Address {
public:
  /// "203.0.113.9", "2001:db8::1", "::ffff:203.0.113.9", "fe80::1%eth0". Nothing for a host name and whatever
  /// else inet_pton(3) does not take, such as "127.1" and "010.0.0.1". A zone must be a word and counts no
  /// further.
  static std::optional<Address> parse(std::string_view text);

  [[nodiscard]] bool is_v4() const noexcept;
  /// As inet_ntop(3) writes it, without a zone; an IPv4 one with its dots.
  [[nodiscard]] std::string text() const;
  /// What one client has of addresses to come from: an IPv4 one itself, in whatever form; of IPv6 its
  /// network, "2001:db8::/64" (RFC 4291, 2.5.4).
  [[nodiscard]] std::string block() const;
  /// 127.0.0.0/8 or ::1
  [[nodiscard]] bool is_loopback() const noexcept;

  bool operator==(const Address&) const = default;

private:
  friend class Network;
  std::array<std::uint8_t, 16> bytes_{};  ///< mapped, where it is IPv4
};

/// A range of addresses in CIDR form (RFC 4632, RFC 4291 2.3).
class Network {
public:
  /// "10.0.0.0/8", "2001:db8::/32"; an address alone is a network of one. Else the reason why it is none:
  /// "has bits set behind its prefix". There can be no zone.
  static Expected<Network, std::string> parse(std::string_view text);

  [[nodiscard]] bool contains(const Address& address) const noexcept;
  /// As it was written.
  [[nodiscard]] const std::string& text() const noexcept { return text_; }

  bool operator==(const Network& other) const noexcept {
    return first_ == other.first_ && prefix_ == other.prefix_;
  }

private:
  Address first_;
  unsigned prefix_ = 0;  ///< of the 128 bits of the mapped form
  std::string text_;
};

}  // namespace wavix
