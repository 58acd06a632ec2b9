// SPDX-License-Identifier: BSD-3-Clause
#include "contacts/ldap_source.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>
#include <vector>

#include "contacts/ldap_connection.hpp"
#include "contacts/ldap_entry.hpp"
#include "contacts/ldap_filter.hpp"
#include "contacts/ldap_search.hpp"

namespace wavix::contacts {
namespace {

using Kind = LookupError::Kind;

Expected<std::optional<NamedEntry>, LookupError>
entry_at(const std::string& uri, const LdapSettings& settings, const std::string& filter) {
  auto connection = LdapConnection::open(settings, uri);
  if (!connection) return unexpected(connection.error());
  return connection->find(settings, filter);
}

LookupError error_of(Kind kind, const std::vector<std::string>& reasons) {
  return {kind, fmt::format("{}", fmt::join(reasons, "; "))};
}

}  // namespace

Expected<Found, LookupError> find_in_ldap(const LdapSettings& settings, const std::string& user,
                                          const std::string& default_region) {
  if (auto problem = problem_in(settings); !problem.empty())
    return unexpected(LookupError{Kind::misconfigured, std::move(problem)});
  const auto filter = filter_for(settings.filter, user);
  if (!filter) return unexpected(LookupError{Kind::misconfigured, "ldap.filter " + filter.error()});
  if (!is_searchable(user)) return Found{};
  std::vector<std::string> notes;
  for (const auto& uri : settings.uris) {
    const auto entry = entry_at(uri, settings, *filter);
    if (!entry) {
      notes.push_back(uri + ": " + entry.error().reason);
      if (entry.error().kind == Kind::unavailable) continue;
      return unexpected(error_of(entry.error().kind, notes));
    }
    if (!*entry) return Found{.known = false, .contact = std::nullopt, .notes = std::move(notes)};
    auto found = contact_in((*entry)->attributes, settings, default_region, uri);
    if (found) {
      if (auto& contact = found->contact) contact->origin += " of " + (*entry)->dn;
      found->notes.insert(found->notes.begin(), notes.begin(), notes.end());
      return found;
    }
    notes.push_back(found.error().reason);
    return unexpected(error_of(found.error().kind, notes));
  }
  return unexpected(error_of(Kind::unavailable, notes));
}

}  // namespace wavix::contacts
