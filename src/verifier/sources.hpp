// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/expected.hpp"
#include "config/config.hpp"
#include "contacts/contact.hpp"
#include "contacts/ldap_settings.hpp"
#include "contacts/user_text.hpp"

namespace wavix::verifier {

/// Nothing: the sources answered, and none has a phone for the user.
using FoundContact = Expected<std::optional<contacts::Contact>, contacts::LookupError>;

/// How the directory is asked, by [ldap] of the configuration; reads the password of ldap.bind_dn.
Expected<contacts::LdapSettings, contacts::LookupError> ldap_settings(const config::Config& config);

/// The sources of contacts, [users] and [ldap] of the configuration: all that they need of files is read when
/// they are made, but the system's own CAs, which everybody may read.
class Sources {
public:
  explicit Sources(const config::Config& config);

  /// users.conf, which is read where it is a source or a model for decoys. Never null.
  [[nodiscard]] const std::shared_ptr<const contacts::UserText>& users() const noexcept { return users_; }

  [[nodiscard]] bool have_directory() const;
  /// How long they may take for one login.
  [[nodiscard]] std::chrono::milliseconds most() const;

  /// Asked in their order; the first that knows the user decides, and one that cannot be asked ends the
  /// search. Whom none knows as `user` is looked for as `account`, the name that the system has, too: "no
  /// phone" may let a user in, so another spelling must not make one phoneless. What the log should have goes
  /// to `notes`.
  [[nodiscard]] FoundContact find(const std::string& user, const std::string& account,
                                  std::vector<std::string>& notes) const;

private:
  [[nodiscard]] FoundContact find(const std::string& name, std::vector<std::string>& notes) const;

  std::vector<config::Source> order_;
  std::shared_ptr<const contacts::UserText> users_;
  std::string default_region_;
  /// What is wrong with it matters to whom no earlier source knows.
  std::optional<Expected<contacts::LdapSettings, contacts::LookupError>> ldap_;
};

}  // namespace wavix::verifier
