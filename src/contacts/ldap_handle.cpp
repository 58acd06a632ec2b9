// SPDX-License-Identifier: BSD-3-Clause
#include "contacts/ldap_handle.hpp"

#include <openldap.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "base/memory_file.hpp"

namespace wavix::contacts {
namespace {

constexpr ber_len_t most_reply = ber_len_t{256}
                                 << 10U;  // bytes; an entry comes with the few attributes asked for

/// ldap.conf(5): no file and no variable is read. Before main(), so that there is one thread only, and no
/// call of libldap was made yet.
const bool surroundings_are_ignored = ::setenv("LDAPNOINIT", "1", 1) == 0;

/// The bundles of Debian and Fedora.
std::string system_ca_file() {
  std::error_code ignored;
  for (const auto* const file : {"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt"})
    if (std::filesystem::exists(file, ignored)) return file;
  return {};
}

/// Sets options one after the other, and remembers whether each was taken. libldap checks no types.
class Options {
public:
  explicit Options(LDAP* handle) noexcept : handle_(handle) {}

  void set(int option, int value) noexcept { set_raw(option, &value); }
  void set(int option, const std::string& value) noexcept { set_raw(option, value.c_str()); }
  void set_flag(int option, bool on) noexcept { set_raw(option, on ? LDAP_OPT_ON : LDAP_OPT_OFF); }
  [[nodiscard]] bool all_taken() const noexcept { return all_taken_; }

private:
  void set_raw(int option, const void* value) noexcept {
    all_taken_ = ::ldap_set_option(handle_, option, value) == LDAP_OPT_SUCCESS && all_taken_;
  }

  LDAP* handle_;
  bool all_taken_ = true;
};

Sockbuf* buffer_of(LDAP* handle) {
  Sockbuf* buffer = nullptr;
  ::ldap_get_option(handle, LDAP_OPT_SOCKBUF, static_cast<void*>(&buffer));
  return buffer;
}

bool set_limits(LDAP* handle, const LdapSettings& settings) {
  Options options(handle);
  options.set(LDAP_OPT_PROTOCOL_VERSION, LDAP_VERSION3);
  options.set(LDAP_OPT_DEREF, LDAP_DEREF_NEVER);
  options.set(LDAP_OPT_SIZELIMIT, 2);
  options.set(LDAP_OPT_TIMELIMIT,
              static_cast<int>(std::chrono::ceil<std::chrono::seconds>(settings.timeout).count()));
  options.set_flag(LDAP_OPT_REFERRALS, false);
  options.set_flag(LDAP_OPT_RESTART, true);  // of an interrupted wait
  auto most = most_reply;
  return options.all_taken() &&
         ::ber_sockbuf_ctrl(buffer_of(handle), LBER_SB_OPT_SET_MAX_INCOMING, &most) > 0;
}

}  // namespace

Expected<LdapHandle, std::string> ldap_over(LdapWire& wire, const LdapUri& uri,
                                            const LdapSettings& settings) {
  LDAP* raw = nullptr;
  if (!surroundings_are_ignored ||
      ::ldap_init_fd(wire.fd.get(), LDAP_PROTO_EXT, uri.text.c_str(), &raw) != LDAP_SUCCESS)
    return unexpected<std::string>("libldap cannot be set up");
  LdapHandle handle(raw);
  if (!lay_under(buffer_of(raw), wire) || !set_limits(raw, settings))
    return unexpected<std::string>("libldap does not take its limits");
  return handle;
}

Expected<void, std::string> prepare_tls(LDAP* handle, const LdapSettings& settings) {
  const auto ca_file = settings.ca_file.empty() ? system_ca_file() : settings.ca_file;
  if (ca_file.empty()) return unexpected<std::string>("the system has no CAs; set ldap.ca_file");
  Options options(handle);
  options.set(LDAP_OPT_X_TLS_REQUIRE_CERT, LDAP_OPT_X_TLS_DEMAND);
  options.set(LDAP_OPT_X_TLS_PROTOCOL_MIN, LDAP_OPT_X_TLS_PROTOCOL_TLS1_2);
  options.set(LDAP_OPT_X_TLS_CACERTFILE, settings.ca_copy ? path_of(settings.ca_copy) : ca_file);
  // No CRL is looked at unless LDAP_OPT_X_TLS_CRLCHECK, which GnuTLS does not know, or _CRLFILE is set.
  constexpr int client = 0;
  options.set(LDAP_OPT_X_TLS_NEWCTX, client);  // last: it takes what the others said, and reads the file
  if (!options.all_taken()) return unexpected("the CAs in " + ca_file + " cannot be used; see ldap.ca_file");
  return {};
}

}  // namespace wavix::contacts
