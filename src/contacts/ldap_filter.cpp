// SPDX-License-Identifier: BSD-3-Clause
#include "contacts/ldap_filter.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <optional>

#include "base/text.hpp"

namespace wavix::contacts {
namespace {

struct Name {
  std::string_view all, local, domain;

  explicit Name(std::string_view user) : all(user), local(user.substr(0, user.rfind('@'))) {
    if (local.size() < all.size()) domain = all.substr(local.size() + 1);
  }
};

std::string escaped(std::string_view value) {
  std::string text;
  for (const char c : value) {
    const bool plain = c > ' ' && c <= '~' && c != '*' && c != '(' && c != ')' && c != '\\';
    text += plain ? std::string(1, c) : fmt::format("\\{:02x}", static_cast<unsigned char>(c));
  }
  return text;
}

std::optional<std::string> expanded(char letter, const Name& name) {
  switch (letter) {
  case 'u': return escaped(name.all);
  case 'U': return escaped(name.local);
  case 'd': return escaped(name.domain);
  case '%': return "%";
  default: return std::nullopt;
  }
}

}  // namespace

bool is_searchable(std::string_view user) noexcept {
  const Name name(user);
  return !name.local.empty() && trimmed(name.local) == name.local && trimmed(name.domain) == name.domain;
}

Expected<std::string, std::string> filter_for(std::string_view pattern, std::string_view user) {
  const Name name(user);
  std::string filter;
  bool names_the_user = false;
  while (!pattern.empty()) {
    const auto percent = pattern.find('%');
    filter += pattern.substr(0, percent);
    if (percent == std::string_view::npos) break;
    pattern.remove_prefix(percent + 1);
    const auto value = pattern.empty() ? std::nullopt : expanded(pattern.front(), name);
    if (!value) return unexpected<std::string>("has a '%' that is none of %u, %U, %d and %%");
    names_the_user = names_the_user || pattern.front() == 'u' || pattern.front() == 'U';
    filter += *value;
    pattern.remove_prefix(1);
  }
  if (!names_the_user) return unexpected<std::string>("has neither %u nor %U, so it would find anybody");
  return filter;
}

}  // namespace wavix::contacts
