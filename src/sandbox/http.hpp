// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sandbox/wire.hpp"

namespace wavix::sandbox {

using Header = std::pair<std::string, std::string>;
using Headers = std::vector<Header>;

/// The value of the first header of that name, case ignored.
std::optional<std::string> header_of(const Headers& headers, std::string_view name);

struct Request {
  std::string connection;  ///< the same for all requests of one TCP connection: the peer's port
  std::string method;
  std::string target;  ///< path and query as they came
  Headers headers;
  std::string body;
};

/// The next piece of a body that is made while it is sent; empty: it was all.
using Pieces = std::function<std::string()>;

struct Reply {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
  Pieces pieces = nullptr;  ///< instead of `body`
  Headers headers;
  Wire wire;  ///< how it goes out
};

using Handler = std::function<Reply(const Request&)>;

/// "Not Found" for 404.
std::string_view reason_phrase(int status) noexcept;

}  // namespace wavix::sandbox
