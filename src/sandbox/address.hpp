// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/expected.hpp"

namespace wavix::sandbox {

/// Where to listen; always a loopback address.
struct Address {
  std::string host = "127.0.0.1";  ///< numeric, without brackets
  std::uint16_t port = 0;          ///< 0: any that is free

  [[nodiscard]] std::string text() const;  ///< "127.0.0.1:80", "[::1]:80"
};

/// "127.0.0.1:8443", "[::1]:0", "localhost:0".
Expected<Address, std::string> address_from(std::string_view text);

}  // namespace wavix::sandbox
