// SPDX-License-Identifier: BSD-3-Clause
#include "base/address.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <cstring>

#include "base/text.hpp"

namespace wavix {
namespace {

constexpr std::array<std::uint8_t, 12> mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
constexpr unsigned mapped_bits = 96;
constexpr unsigned all_bits = 128;

bool is_zone(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' || c == '-' ||
           c == '.' || c == ':';
  });
}

}  // namespace

std::optional<Address> Address::parse(std::string_view text) {
  const auto percent = text.find('%');
  const std::string host(text.substr(0, percent));
  if (host.find('\0') != std::string::npos) return std::nullopt;
  Address address;
  if (percent == std::string_view::npos) {
    in_addr v4{};
    if (::inet_pton(AF_INET, host.c_str(), &v4) == 1) {
      std::copy(mapped.begin(), mapped.end(), address.bytes_.begin());
      std::memcpy(address.bytes_.data() + mapped.size(), &v4, sizeof v4);
      return address;
    }
  } else if (!is_zone(text.substr(percent + 1))) {
    return std::nullopt;
  }
  if (::inet_pton(AF_INET6, host.c_str(), address.bytes_.data()) != 1) return std::nullopt;
  return address;
}

bool Address::is_v4() const noexcept { return std::equal(mapped.begin(), mapped.end(), bytes_.begin()); }

std::string Address::text() const {
  std::array<char, INET6_ADDRSTRLEN> buffer{};
  if (is_v4())
    ::inet_ntop(AF_INET, bytes_.data() + mapped.size(), buffer.data(), buffer.size());
  else
    ::inet_ntop(AF_INET6, bytes_.data(), buffer.data(), buffer.size());
  return buffer.data();
}

std::string Address::block() const {
  // A translator in front of a network without IPv4 gives each of its clients one of these (RFC 6052, 2.1).
  constexpr std::array<std::uint8_t, 12> translated = {0, 0x64, 0xFF, 0x9B};
  if (is_v4() || std::equal(translated.begin(), translated.end(), bytes_.begin())) return text();
  Address first;
  std::copy_n(bytes_.begin(), bytes_.size() / 2, first.bytes_.begin());
  return first.text() + "/64";
}

bool Address::is_loopback() const noexcept {
  if (is_v4()) return bytes_[mapped.size()] == 127;
  return std::all_of(bytes_.begin(), bytes_.end() - 1, [](auto byte) { return byte == 0; }) &&
         bytes_.back() == 1;
}

Expected<Network, std::string> Network::parse(std::string_view text) {
  Network network;
  network.text_ = text;
  const auto slash = text.find('/');
  const auto host = text.substr(0, slash);
  const auto address = Address::parse(host);
  if (!address || host.find('%') != std::string_view::npos)
    return unexpected<std::string>("is not a numeric network such as 10.0.0.0/8 or 2001:db8::/32");
  const bool written_as_v4 = host.find(':') == std::string_view::npos;
  const unsigned most = written_as_v4 ? all_bits - mapped_bits : all_bits;
  const auto prefix = slash == std::string_view::npos ? most : number_from<unsigned>(text.substr(slash + 1));
  if (!prefix || *prefix > most)
    return unexpected("has a prefix that is not from 0 to " + std::to_string(most));
  network.first_ = *address;
  network.prefix_ = written_as_v4 ? *prefix + mapped_bits : *prefix;
  for (unsigned bit = network.prefix_; bit < all_bits; ++bit)
    if ((address->bytes_.at(bit / 8) & (0x80U >> (bit % 8))) != 0)
      return unexpected<std::string>("has bits set behind its prefix");
  return network;
}

bool Network::contains(const Address& address) const noexcept {
  // Else ::/0 would mean IPv4 too.
  if (address.is_v4() && prefix_ < mapped_bits) return false;
  const unsigned whole = prefix_ / 8;
  const auto& first = first_.bytes_;
  const auto& other = address.bytes_;
  if (!std::equal(first.begin(), first.begin() + whole, other.begin())) return false;
  if (prefix_ % 8 == 0) return true;
  const auto mask = static_cast<std::uint8_t>(0xFFU << (8 - prefix_ % 8));
  return (first[whole] & mask) == (other[whole] & mask);
}

}  // namespace wavix
