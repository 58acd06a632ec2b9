// SPDX-License-Identifier: BSD-3-Clause
#include <cstddef>

#include "contacts/ldap_filter.hpp"

namespace wavix::contacts {
namespace {

/// "mail" of "mail~=" and "cn:dn:2.4.6:="
std::string_view attribute_of(std::string_view assertion) {
  return assertion.substr(0, assertion.find_first_of("=~<>:"));
}

/// The pattern with '*' for all that stands for a name, and % for %%.
std::string with_stars(std::string_view pattern) {
  std::string text;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const bool stands_for = pattern[at] == '%' && at + 1 < pattern.size();
    if (!stands_for) {
      text += pattern[at];
      continue;
    }
    ++at;
    if (pattern[at] == '%')
      text += '%';
    else if (!text.ends_with('*'))
      text += '*';
  }
  return text;
}

/// Where %u or %U begins, and not %%u.
std::size_t name_of_user_in(std::string_view pattern) {
  for (std::size_t at = 0; at + 1 < pattern.size(); ++at) {
    if (pattern[at] != '%') continue;
    if (pattern[at + 1] == 'u' || pattern[at + 1] == 'U') return at;
    ++at;
  }
  return std::string_view::npos;
}

}  // namespace

Expected<Everybody, std::string> everybody_by(std::string_view pattern) {
  constexpr std::string_view both = "%U@%d";
  const auto at = name_of_user_in(pattern);
  if (at == std::string_view::npos) return unexpected<std::string>("has neither %u nor %U");
  const auto open = pattern.rfind('(', at);
  const auto close = pattern.find(')', at);
  if (open == std::string_view::npos || close == std::string_view::npos)
    return unexpected<std::string>("has parentheses that do not match");
  const auto assertion = pattern.substr(open + 1, close - open - 1);
  const auto equals = assertion.find('=');
  if (equals == std::string_view::npos || open + 1 + equals > at)
    return unexpected<std::string>("has the name of the user where an attribute belongs");
  const auto before = pattern.substr(open + 1 + equals + 1, at - (open + 1 + equals + 1));
  const auto size = pattern.substr(at).starts_with(both) ? both.size() : 2;
  const auto behind = pattern.substr(at + size, close - at - size);
  Everybody everybody{with_stars(pattern), std::string(attribute_of(assertion)), with_stars(before),
                      with_stars(behind)};
  for (const auto& around : {everybody.before, everybody.behind})
    if (around.find_first_of("*\\") != std::string::npos)
      return unexpected<std::string>("has more around the user's name than can be told from it");
  return everybody;
}

std::optional<std::string> Everybody::name_in(std::string_view value) const {
  if (value.size() <= before.size() + behind.size() || !value.starts_with(before) || !value.ends_with(behind))
    return std::nullopt;
  return std::string(value.substr(before.size(), value.size() - before.size() - behind.size()));
}

}  // namespace wavix::contacts
