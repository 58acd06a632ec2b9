// SPDX-License-Identifier: BSD-3-Clause
#include "config/form_ldap.hpp"

#include "config/url.hpp"

namespace wavix::config {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_key_character(char c) { return is_letter(c) || is_digit(c) || c == '-'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

bool starts_with_two_hex(std::string_view text) {
  return text.size() >= 2 && is_hex(text[0]) && is_hex(text[1]);
}

/// The path of a socket as a URL has it: %2Frun%2Fldapi
bool is_escaped_path(std::string_view text) {
  if (!text.starts_with("%2F") && !text.starts_with("%2f")) return false;
  for (; !text.empty(); text.remove_prefix(1)) {
    if (is_key_character(text.front()) || text.front() == '.' || text.front() == '_') continue;
    if (text.front() != '%' || !starts_with_two_hex(text.substr(1)) || text.starts_with("%00")) return false;
    text.remove_prefix(2);
  }
  return true;
}

std::optional<std::string> if_ldap_uri(std::string_view value) {
  constexpr std::string_view socket = "ldapi://";
  auto kept = without_slashes_behind(value);
  if (kept.starts_with(socket))
    return is_escaped_path(kept.substr(socket.size())) ? std::optional(kept) : std::nullopt;
  const auto url = url_from(kept);
  if (!url || !url->user_info.empty() || !url->path.empty()) return std::nullopt;
  return url->scheme == "ldaps" || url->scheme == "ldap" ? std::optional(kept) : std::nullopt;
}

std::optional<std::string> if_printable(std::string_view value) {
  constexpr std::size_t longest = 512;
  return sanitised(value, longest) == value ? std::optional(std::string(value)) : std::nullopt;
}

/// Takes off the text up to the separator, and the separator.
std::string_view next_part(std::string_view& text, char separator) {
  const auto part = text.substr(0, text.find(separator));
  text.remove_prefix(std::min(part.size() + 1, text.size()));
  return part;
}

bool is_key_string(std::string_view text) {
  return !text.empty() && is_letter(text.front()) && std::all_of(text.begin(), text.end(), is_key_character);
}

bool is_oid(std::string_view text) {
  if (text.find('.') == std::string_view::npos || text.ends_with('.')) return false;
  while (!text.empty()) {
    const auto arc = next_part(text, '.');
    if (!all_digits(arc) || (arc.size() > 1 && arc.front() == '0')) return false;
  }
  return true;
}

std::optional<std::string> if_attribute(std::string_view value) {
  auto rest = value;
  const auto type = next_part(rest, ';');
  if ((!is_key_string(type) && !is_oid(type)) || value.ends_with(';')) return std::nullopt;
  while (!rest.empty()) {
    const auto option = next_part(rest, ';');
    if (option.empty() || !std::all_of(option.begin(), option.end(), is_key_character)) return std::nullopt;
  }
  return std::string(value);
}

/// A parenthesis that belongs to a value is escaped as \28 or \29 (RFC 4515, 3), so all that are seen count.
bool is_one_in_parentheses(std::string_view filter) {
  std::size_t depth = 0;
  for (std::size_t at = 0; at < filter.size(); ++at) {
    if (filter[at] == '(') ++depth;
    if (filter[at] == ')' && depth-- == 0) return false;
    if (depth == 0) return at + 1 == filter.size();
  }
  return false;
}

/// What is wrong with the % and \ in a filter; empty if nothing.
std::string wrong_with_escapes(std::string_view filter) {
  bool names_the_user = false;
  for (std::size_t at = 0; at < filter.size(); ++at) {
    const auto behind = filter.substr(at + 1);
    if (filter[at] == '\\' && !starts_with_two_hex(behind))
      return R"(has a '\' without two hexadecimal digits behind it; a '\' itself is \5c)";
    if (filter[at] != '%') continue;
    if (behind.empty() || std::string_view("uUd%").find(behind.front()) == std::string_view::npos)
      return fmt::format("has '{}'; only %u, %U, %d and %% stand for something",
                         sanitised(filter.substr(at, 2)));
    names_the_user = names_the_user || behind.front() == 'u' || behind.front() == 'U';
    ++at;
  }
  return names_the_user ? "" : "has neither %u nor %U, so that every user would get the same phone";
}

}  // namespace

Text ldap_uri() { return {"ldaps://host[:port], ldap://host[:port] or ldapi://%2Fpath", if_ldap_uri}; }

Text ldap_name_or_nothing() { return {"a distinguished name of at most 512 bytes, or empty", if_printable}; }

Text ldap_attribute() { return {"the name of an attribute, or its OID", if_attribute}; }

Text ldap_attribute_or_nothing() {
  return {"the name of an attribute, or its OID, or empty", or_nothing<if_attribute>};
}

Parsed<std::string> LdapFilter::parse(std::string_view value) const {
  if (!value.starts_with('(') || !value.ends_with(')') || !if_printable(value))
    return refused(value, accepts());
  if (!is_one_in_parentheses(value))
    return unexpected<std::string>("has parentheses that do not match; one pair must be around all of it");
  if (auto reason = wrong_with_escapes(value); !reason.empty()) return unexpected(std::move(reason));
  return std::string(value);
}

std::string LdapFilter::accepts() const {
  return "an LDAP filter of at most 512 bytes in parentheses, such as (uid=%u)";
}

}  // namespace wavix::config
