// SPDX-License-Identifier: BSD-3-Clause
#include <arpa/inet.h>
#include <netinet/in.h>

#include <array>
#include <cstdint>

#include "config/forms.hpp"

namespace wavix::config {
namespace {

struct Url {
  std::string_view scheme;
  std::string_view user_info;
  std::string_view host;  ///< an IPv6 address without its brackets
  bool host_is_v6 = false;
  std::string_view path;
};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_unreserved(char c) {
  return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}
bool is_path_character(char c) { return is_unreserved(c) || c == '/'; }
bool is_user_character(char c) {
  return is_unreserved(c) || std::string_view("%!$&'()*+,;=:").find(c) != std::string_view::npos;
}
bool is_name_character(char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_'; }

std::optional<in6_addr> v6_address(std::string_view text) {
  in6_addr address{};
  if (::inet_pton(AF_INET6, std::string(text).c_str(), &address) != 1) return std::nullopt;
  return address;
}

/// Takes the host off the front of `host_and_port`.
bool take_host(std::string_view& host_and_port, Url& url) {
  url.host_is_v6 = host_and_port.starts_with('[');
  if (!url.host_is_v6) {
    url.host = host_and_port.substr(0, host_and_port.find(':'));
    host_and_port.remove_prefix(url.host.size());
    return !url.host.empty() && std::all_of(url.host.begin(), url.host.end(), is_name_character);
  }
  const auto end = host_and_port.find(']');
  if (end == std::string_view::npos) return false;
  url.host = host_and_port.substr(1, end - 1);
  host_and_port.remove_prefix(end + 1);
  return v6_address(url.host).has_value();
}

bool is_port(std::string_view text) {
  return text.empty() || (text.front() == ':' && number_from<std::uint16_t>(text.substr(1)).value_or(0) != 0);
}

/// scheme://[user[:password]@]host[:port][/path], and nothing else that a URL may have.
std::optional<Url> url_from(std::string_view text) {
  Url url;
  const auto colon = text.find("://");
  if (colon == std::string_view::npos) return std::nullopt;
  url.scheme = text.substr(0, colon);
  text.remove_prefix(colon + 3);
  auto authority = text.substr(0, text.find('/'));
  url.path = text.substr(authority.size());
  if (const auto at = authority.find('@'); at != std::string_view::npos) {
    url.user_info = authority.substr(0, at);
    authority.remove_prefix(at + 1);
    if (url.user_info.empty()) return std::nullopt;
  }
  const bool fine = take_host(authority, url) && is_port(authority) &&
                    std::all_of(url.user_info.begin(), url.user_info.end(), is_user_character) &&
                    std::all_of(url.path.begin(), url.path.end(), is_path_character);
  return fine ? std::optional(url) : std::nullopt;
}

/// By the address as written: a name that resolves to the loopback today may not tomorrow.
bool is_this_machine(const Url& url) {
  if (url.host_is_v6) {
    const auto address = v6_address(url.host);
    return address && IN6_IS_ADDR_LOOPBACK(&*address);
  }
  in_addr address{};
  if (::inet_pton(AF_INET, std::string(url.host).c_str(), &address) == 1)
    return ntohl(address.s_addr) >> 24U == IN_LOOPBACKNET;
  return url.host == "localhost";
}

std::string without_slashes_behind(std::string_view text) {
  while (text.ends_with('/'))
    text.remove_suffix(1);
  return std::string(text);
}

std::optional<std::string> if_api_url(std::string_view value) {
  const auto url = url_from(value);
  if (!url || !url->user_info.empty()) return std::nullopt;
  const bool safe = url->scheme == "https" || (url->scheme == "http" && is_this_machine(*url));
  return safe ? std::optional(without_slashes_behind(value)) : std::nullopt;
}

std::optional<std::string> if_proxy_url(std::string_view value) {
  if (value.empty()) return "";
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
  return {"an http, https or socks5h URL without a path, or empty", if_proxy_url};
}

}  // namespace wavix::config
