// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/sources.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "base/file.hpp"
#include "base/memory_file.hpp"
#include "config/load.hpp"
#include "contacts/file_source.hpp"
#include "contacts/ldap_source.hpp"

namespace wavix::verifier {
namespace {

using namespace std::chrono_literals;
using contacts::LookupError;

contacts::LdapSettings::Scope scope_from(config::LdapScope scope) {
  using Scope = contacts::LdapSettings::Scope;
  switch (scope) {
  case config::LdapScope::base: return Scope::base;
  case config::LdapScope::one: return Scope::one;
  case config::LdapScope::sub: break;
  }
  return Scope::sub;
}

/// What cannot be read stays for libldap to complain of.
Fd copy_of_ca(const std::string& file) {
  constexpr std::size_t most = std::size_t{8} << 20U;  // bytes
  if (file.empty()) return {};
  const auto text = read_file(file, most);
  return text ? memory_file("ldap.ca_file", *text) : Fd();
}

}  // namespace

Expected<contacts::LdapSettings, LookupError> ldap_settings(const config::Config& config) {
  const auto& ldap = config.ldap;
  contacts::LdapSettings settings;
  if (!ldap.bind_dn.empty()) {
    auto password = config::load_bind_password(ldap.bind_password_file);
    if (!password)
      return unexpected(LookupError{LookupError::Kind::misconfigured, to_string(password.error())});
    settings.password = std::move(*password);
  }
  settings.uris = ldap.uri;
  settings.start_tls = ldap.start_tls;
  settings.ca_file = ldap.ca_file;
  settings.ca_copy = copy_of_ca(ldap.ca_file);
  settings.bind_dn = ldap.bind_dn;
  settings.base = ldap.base;
  settings.scope = scope_from(ldap.scope);
  settings.filter = ldap.filter;
  settings.phone_attributes = ldap.phone_attributes;
  settings.channel_attribute = ldap.channel_attribute;
  settings.timeout = ldap.timeout;
  return settings;
}

Sources::Sources(const config::Config& config)
    : order_(config.users.sources), default_region_(config.users.default_region) {
  const auto is_one = [this](config::Source source) {
    return std::find(order_.begin(), order_.end(), source) != order_.end();
  };
  if (is_one(config::Source::ldap)) ldap_ = ldap_settings(config);
  const bool of_use = is_one(config::Source::file) || config.users.unmapped == config::Unmapped::decoy;
  const FileError not_read{FileError::Kind::missing, "is no source"};
  users_ = std::make_shared<const contacts::UserText>(
      of_use ? contacts::read_users(config.users.file)
             : contacts::UserText{config.users.file, unexpected(not_read)});
}

bool Sources::have_directory() const { return ldap_.has_value(); }

std::chrono::milliseconds Sources::most() const {
  constexpr auto names = 2;
  if (!ldap_ || !*ldap_) return 0s;
  return names * (*ldap_)->timeout * (*ldap_)->uris.size();
}

FoundContact Sources::find(const std::string& user, const std::string& account,
                           std::vector<std::string>& notes) const {
  auto found = find(user, notes);
  return !found || *found || account == user ? found : find(account, notes);
}

FoundContact Sources::find(const std::string& name, std::vector<std::string>& notes) const {
  for (const auto source : order_) {
    if (source == config::Source::file) {
      auto found = contacts::find_in_file(*users_, name, default_region_);
      if (!found || *found) return found;
      continue;
    }
    if (!*ldap_) return unexpected(ldap_->error());
    auto found = contacts::find_in_ldap(**ldap_, name, default_region_);
    if (!found) return unexpected(std::move(found.error()));
    notes.insert(notes.end(), found->notes.begin(), found->notes.end());
    if (found->known) return std::move(found->contact);
  }
  return std::nullopt;
}

}  // namespace wavix::verifier
