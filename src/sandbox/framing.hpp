// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>

#include "sandbox/http.hpp"

namespace wavix::sandbox {

/// What is sent for a reply.
struct Framed {
  std::string head;     ///< status line and headers, with the blank line
  std::string body;     ///< framed: chunked or compressed, if so
  bool closes = false;  ///< the connection ends after it
};

/// `closing`: the client, or we, end the connection after this reply anyway.
Framed framed(const Reply& reply, bool closing);

/// One piece of a chunked body (RFC 9112, section 7.1); an empty one ends it.
std::string chunk(std::string_view piece);

/// As Content-Encoding: gzip has it.
std::string gzipped(const std::string& text);

}  // namespace wavix::sandbox
