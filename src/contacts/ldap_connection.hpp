// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/expected.hpp"
#include "contacts/contact.hpp"
#include "contacts/deadline.hpp"
#include "contacts/ldap_entry.hpp"
#include "contacts/ldap_handle.hpp"
#include "contacts/ldap_settings.hpp"
#include "contacts/ldap_wire.hpp"

namespace wavix::contacts {

/// A dialogue with one server. All of it, from the connection on, shares settings.timeout. After an error
/// there is nothing more to be said. What it writes to a server that has gone raises SIGPIPE, which the
/// process ignores.
class LdapConnection {
public:
  /// Connected; under TLS where the URI or start_tls asks for it, and else never bound; bound, if there is a
  /// bind_dn.
  static Expected<LdapConnection, LookupError> open(const LdapSettings& settings, const std::string& uri);

  /// The one entry that the filter finds, with no more than the attributes of `settings`; nothing if there is
  /// none. More than one is misconfigured, and so is none where there are references to other directories:
  /// the user may be there, and nobody asks them.
  Expected<std::optional<NamedEntry>, LookupError> find(const LdapSettings& settings,
                                                        const std::string& filter);

  /// All entries that the filter finds, with `name_attribute` besides: page by page (RFC 2696), each within
  /// settings.timeout, where the server can. `progress` hears how many there are so far. References to other
  /// directories are passed over.
  Expected<std::vector<NamedEntry>, LookupError> list(const LdapSettings& settings, const std::string& filter,
                                                      const std::string& name_attribute,
                                                      const std::function<void(std::size_t)>& progress);

private:
  using Message = Handle<LDAPMessage, ::ldap_msgfree>;

  LdapConnection(std::unique_ptr<LdapWire> wire, LdapHandle handle)
      : wire_(std::move(wire)), handle_(std::move(handle)) {}

  Expected<void, LookupError> secure(bool by_start_tls);
  Expected<void, LookupError> start_tls();
  Expected<void, LookupError> shake_hands();
  Expected<void, LookupError> bind(const LdapSettings& settings);
  Expected<Message, LookupError> next_message(int operation, std::string_view doing);
  Expected<void, LookupError> outcome(LDAPMessage* message, ber_tag_t type, std::string_view doing);
  Expected<void, LookupError> outcome_of(int operation, ber_tag_t type, std::string_view doing);
  Expected<bool, LookupError> leads_to_users(LDAPMessage* reference);
  Expected<NamedEntry, LookupError> entry_in(LDAPMessage* message);
  /// Where the next page begins; empty: this was the last.
  Expected<std::string, LookupError> end_of_page(LDAPMessage* message);
  LookupError last_failure(int code, std::string_view doing);

  [[nodiscard]] const Deadline& deadline() const { return wire_->deadline; }

  std::unique_ptr<LdapWire> wire_;  ///< before the handle, which uses it to its own end
  LdapHandle handle_;
};

}  // namespace wavix::contacts
