// SPDX-License-Identifier: BSD-3-Clause
#include "config/url.hpp"

#include <algorithm>
#include <cstdint>

#include "base/address.hpp"
#include "base/text.hpp"

namespace wavix::config {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_unreserved(char c) {
  return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}
bool is_path_character(char c) { return is_unreserved(c) || c == '/'; }
bool is_user_character(char c) {
  return is_unreserved(c) || std::string_view("%!$&'()*+,;=:").find(c) != std::string_view::npos;
}
bool is_name_character(char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_'; }

bool is_v6_without_zone(std::string_view host) {
  return host.find(':') != std::string_view::npos && host.find('%') == std::string_view::npos &&
         Address::parse(host).has_value();
}

/// Takes the host off the front of `host_and_port`.
bool take_host(std::string_view& host_and_port, Url& url) {
  if (!host_and_port.starts_with('[')) {
    url.host = host_and_port.substr(0, host_and_port.find(':'));
    host_and_port.remove_prefix(url.host.size());
    return !url.host.empty() && std::all_of(url.host.begin(), url.host.end(), is_name_character);
  }
  const auto end = host_and_port.find(']');
  if (end == std::string_view::npos) return false;
  url.host = host_and_port.substr(1, end - 1);
  host_and_port.remove_prefix(end + 1);
  return is_v6_without_zone(url.host);
}

bool is_port(std::string_view text) {
  return text.empty() || (text.front() == ':' && number_from<std::uint16_t>(text.substr(1)).value_or(0) != 0);
}

}  // namespace

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

bool is_this_machine(const Url& url) {
  const auto address = Address::parse(url.host);
  return address ? address->is_loopback() : url.host == "localhost";
}

std::string without_slashes_behind(std::string_view text) {
  while (text.ends_with('/'))
    text.remove_suffix(1);
  return std::string(text);
}

}  // namespace wavix::config
