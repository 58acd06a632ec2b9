// SPDX-License-Identifier: BSD-3-Clause
#include "policy/believed_address.hpp"

namespace wavix::policy {

std::optional<Address> believed_address(std::string_view rhost, std::string_view ssh_connection) {
  if (rhost.empty()) return std::nullopt;
  const auto by_host = Address::parse(rhost);
  const auto by_ssh = Address::parse(ssh_connection.substr(0, ssh_connection.find(' ')));
  if (by_host && by_ssh && *by_host != *by_ssh) return std::nullopt;
  return by_ssh ? by_ssh : by_host;
}

}  // namespace wavix::policy
