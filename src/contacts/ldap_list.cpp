// SPDX-License-Identifier: BSD-3-Clause
#include "contacts/ldap_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "contacts/ldap_connection.hpp"
#include "contacts/ldap_entry.hpp"
#include "contacts/ldap_filter.hpp"
#include "contacts/ldap_search.hpp"

namespace wavix::contacts {
namespace {

using Kind = LookupError::Kind;
using Progress = std::function<void(std::size_t)>;

bool same_letters(std::string_view one, std::string_view other) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [&](char a, char b) { return lower(a) == lower(b); });
}

/// The name, which is taken out of the entry: what is left is what a look-up would have got.
std::optional<std::string> take_name(LdapEntry& entry, const Everybody& everybody) {
  const auto has_name = [&](const Attribute& attribute) {
    return same_letters(attribute.name, everybody.attribute);
  };
  const auto found = std::find_if(entry.begin(), entry.end(), has_name);
  if (found == entry.end()) return std::nullopt;
  std::optional<std::string> name;
  for (const auto& value : found->values)
    if (!name) name = everybody.name_in(value);
  entry.erase(found);
  return name;
}

LdapListing listing_of(std::vector<NamedEntry> entries, const Everybody& everybody,
                       const LdapSettings& settings, const std::string& default_region,
                       const std::string& uri) {
  LdapListing listing;
  std::size_t nameless = 0;
  for (auto& named : entries) {
    auto name = take_name(named.attributes, everybody);
    if (name && is_searchable(*name))
      listing.users.push_back(
          {std::move(*name), contact_in(named.attributes, settings, default_region, uri)});
    else
      ++nameless;
  }
  if (nameless > 0)
    listing.notes.push_back(fmt::format("{}: entries without a {} that ldap.filter could find: {}", uri,
                                        everybody.attribute, nameless));
  return listing;
}

Expected<std::vector<NamedEntry>, LookupError> entries_at(const std::string& uri,
                                                          const LdapSettings& settings,
                                                          const Everybody& everybody,
                                                          const Progress& progress) {
  auto connection = LdapConnection::open(settings, uri);
  if (!connection) return unexpected(connection.error());
  return connection->list(settings, everybody.filter, everybody.attribute, progress);
}

}  // namespace

Expected<LdapListing, LookupError> list_ldap(const LdapSettings& settings, const std::string& default_region,
                                             const Progress& progress) {
  if (auto problem = problem_in(settings); !problem.empty())
    return unexpected(LookupError{Kind::misconfigured, std::move(problem)});
  const auto everybody = everybody_by(settings.filter);
  if (!everybody) return unexpected(LookupError{Kind::misconfigured, "ldap.filter " + everybody.error()});
  std::vector<std::string> notes;
  for (const auto& uri : settings.uris) {
    auto entries = entries_at(uri, settings, *everybody, progress);
    if (entries) {
      auto listing = listing_of(std::move(*entries), *everybody, settings, default_region, uri);
      listing.notes.insert(listing.notes.begin(), notes.begin(), notes.end());
      return listing;
    }
    notes.push_back(uri + ": " + entries.error().reason);
    if (entries.error().kind == Kind::misconfigured) break;
  }
  return unexpected(LookupError{Kind::unavailable, fmt::format("{}", fmt::join(notes, "; "))});
}

}  // namespace wavix::contacts
