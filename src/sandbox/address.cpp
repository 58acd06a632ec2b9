// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/address.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>

#include "base/text.hpp"

namespace wavix::sandbox {
namespace {

bool is_loopback(const std::string& host) {
  constexpr std::uint32_t loopback_net = 127;
  in_addr v4{};
  if (::inet_pton(AF_INET, host.c_str(), &v4) == 1) return ntohl(v4.s_addr) >> 24U == loopback_net;
  in6_addr v6{};
  return ::inet_pton(AF_INET6, host.c_str(), &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6);
}

}  // namespace

std::string Address::text() const {
  return host.find(':') == std::string::npos ? fmt::format("{}:{}", host, port)
                                             : fmt::format("[{}]:{}", host, port);
}

Expected<Address, std::string> address_from(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos)
    return unexpected(fmt::format("'{}' is not of the form HOST:PORT", text));
  auto host = text.substr(0, colon);
  const auto port = number_from<std::uint16_t>(text.substr(colon + 1));
  if (!port) return unexpected(fmt::format("'{}' is no port", text.substr(colon + 1)));
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (host == "localhost") host = "127.0.0.1";
  if (!is_loopback(std::string(host)))
    return unexpected(fmt::format("'{}' is no loopback address (127.0.0.1, ::1, localhost)", host));
  return Address{std::string(host), *port};
}

}  // namespace wavix::sandbox
