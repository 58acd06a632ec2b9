// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wavix::config {

/// The parts of a URL, as views of its text.
struct Url {
  std::string_view scheme;
  std::string_view user_info;
  std::string_view host;  ///< an IPv6 address without its brackets
  std::string_view path;
};

/// scheme://[user[:password]@]host[:port][/path], and nothing else that a URL may have.
std::optional<Url> url_from(std::string_view text);

/// By the address as written: a name that resolves to the loopback today may not tomorrow.
bool is_this_machine(const Url& url);

std::string without_slashes_behind(std::string_view text);

}  // namespace wavix::config
