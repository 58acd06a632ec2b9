// SPDX-License-Identifier: BSD-3-Clause
#include "config/forms.hpp"
#include "config/url.hpp"

namespace wavix::config {
namespace {

std::optional<std::string> if_api_url(std::string_view value) {
  const auto url = url_from(value);
  if (!url || !url->user_info.empty()) return std::nullopt;
  const bool safe = url->scheme == "https" || (url->scheme == "http" && is_this_machine(*url));
  return safe ? std::optional(without_slashes_behind(value)) : std::nullopt;
}

std::optional<std::string> if_proxy_url(std::string_view value) {
  const auto url = url_from(value);
  if (!url || !without_slashes_behind(url->path).empty()) return std::nullopt;
  const bool known = url->scheme == "http" || url->scheme == "https" || url->scheme == "socks5h";
  return known ? std::optional(without_slashes_behind(value)) : std::nullopt;
}

}  // namespace

Text api_url() {
  return {"an https URL without user, query and fragment, or an http one whose host is a loopback address",
          if_api_url};
}

Text proxy_url_or_nothing() {
  return {"an http, https or socks5h URL without a path, or empty", or_nothing<if_proxy_url>};
}

}  // namespace wavix::config
