// SPDX-License-Identifier: BSD-3-Clause
#include "contacts/ldap_connection.hpp"

#include <sys/time.h>

#include <utility>

#include "contacts/ldap_failure.hpp"

namespace wavix::contacts {
namespace {

using Kind = LookupError::Kind;
using Text = Handle<char, ::ldap_memfree>;

std::string_view view(const Text& text) { return text ? std::string_view(text.get()) : std::string_view(); }

timeval timeval_from(std::chrono::milliseconds time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  return {.tv_sec = seconds.count(), .tv_usec = std::chrono::microseconds(time - seconds).count()};
}

/// Whatever it is about, another server may be the better one.
LookupError passed_over(LookupError error) {
  error.kind = Kind::unavailable;
  return error;
}

bool is_over(const Deadline& deadline) { return deadline.left() == std::chrono::milliseconds::zero(); }

/// As GnuTLS or OpenSSL names it.
bool is_new_enough(std::string_view tls_version) {
  return tls_version == "TLS1.2" || tls_version == "TLS1.3" || tls_version == "TLSv1.2" ||
         tls_version == "TLSv1.3";
}

}  // namespace

Expected<LdapConnection, LookupError> LdapConnection::open(const LdapSettings& settings,
                                                           const std::string& text) {
  const Deadline deadline(settings.timeout);
  const auto uri = ldap_uri_from(text);
  if (!uri) return unexpected(LookupError{Kind::misconfigured, uri.error() + "; see ldap.uri"});
  auto fd = connect_to(*uri, deadline);
  if (!fd) return unexpected(LookupError{Kind::unavailable, "connect: " + fd.error()});
  auto wire = std::make_unique<LdapWire>(LdapWire{std::move(*fd), deadline});
  auto handle = ldap_over(*wire, *uri, settings);
  if (!handle) return unexpected(LookupError{Kind::misconfigured, handle.error()});
  LdapConnection connection(std::move(wire), std::move(*handle));
  const bool starts_tls = settings.start_tls && uri->scheme == LdapUri::Scheme::ldap;
  if (starts_tls || uri->scheme == LdapUri::Scheme::ldaps) {
    if (const auto ready = prepare_tls(connection.handle_.get(), settings); !ready)
      return unexpected(LookupError{Kind::misconfigured, ready.error()});
    const auto secure = connection.secure(starts_tls);
    if (!secure) return unexpected(passed_over(secure.error()));
  }
  if (settings.bind_dn.empty()) return connection;
  if (const auto bound = connection.bind(settings); !bound) return unexpected(bound.error());
  return connection;
}

Expected<void, LookupError> LdapConnection::secure(bool by_start_tls) {
  if (by_start_tls)
    if (auto started = start_tls(); !started) return started;
  return shake_hands();
}

Expected<void, LookupError> LdapConnection::start_tls() {
  constexpr std::string_view doing = "StartTLS";
  int operation = 0;
  const int code = ::ldap_start_tls(handle_.get(), nullptr, nullptr, &operation);
  if (code != LDAP_SUCCESS) return unexpected(last_failure(code, doing));
  return outcome_of(operation, LDAP_RES_EXTENDED, doing);
}

Expected<void, LookupError> LdapConnection::shake_hands() {
  constexpr std::string_view doing = "TLS";
  const auto left = timeval_from(deadline().left());
  ::ldap_set_option(handle_.get(), LDAP_OPT_NETWORK_TIMEOUT, &left);
  const int code = ::ldap_install_tls(handle_.get());
  if (code != LDAP_SUCCESS) {
    auto error = last_failure(code, doing);
    if (!is_over(deadline()))
      error.reason += "; is its certificate in date, for this host and by a CA of ldap.ca_file?";
    return unexpected(std::move(error));
  }
  char* raw = nullptr;
  ::ldap_get_option(handle_.get(), LDAP_OPT_X_TLS_VERSION, static_cast<void*>(&raw));
  const Text version(raw);
  if (::ldap_tls_inplace(handle_.get()) == 0 || !is_new_enough(view(version)))
    return unexpected(LookupError{Kind::unavailable, "TLS: is older than 1.2"});
  return {};
}

Expected<void, LookupError> LdapConnection::bind(const LdapSettings& settings) {
  constexpr std::string_view doing = "bind";
  const auto password = settings.password.view();
  berval credentials{password.size(), const_cast<char*>(password.data())};
  int operation = 0;
  const int code = ::ldap_sasl_bind(handle_.get(), settings.bind_dn.c_str(), LDAP_SASL_SIMPLE, &credentials,
                                    nullptr, nullptr, &operation);
  if (code != LDAP_SUCCESS) return unexpected(last_failure(code, doing));
  return outcome_of(operation, LDAP_RES_BIND, doing);
}

Expected<LdapConnection::Message, LookupError> LdapConnection::next_message(int operation,
                                                                            std::string_view doing) {
  auto left = timeval_from(deadline().left());
  LDAPMessage* raw = nullptr;
  const int type = ::ldap_result(handle_.get(), operation, LDAP_MSG_ONE, &left, &raw);
  Message message(raw);
  if (type > 0) return message;
  int code = LDAP_TIMEOUT;
  if (type < 0) ::ldap_get_option(handle_.get(), LDAP_OPT_RESULT_CODE, &code);
  return unexpected(last_failure(code, doing));
}

Expected<void, LookupError> LdapConnection::outcome(LDAPMessage* message, ber_tag_t type,
                                                    std::string_view doing) {
  if (std::cmp_not_equal(::ldap_msgtype(message), type))
    return unexpected(ldap_failure(LDAP_PROTOCOL_ERROR, doing, {}));
  int code = LDAP_OTHER;
  char* raw = nullptr;
  const int parsed = ::ldap_parse_result(handle_.get(), message, &code, nullptr, &raw, nullptr, nullptr, 0);
  const Text told(raw);
  if (parsed != LDAP_SUCCESS) return unexpected(last_failure(parsed, doing));
  if (code != LDAP_SUCCESS) return unexpected(ldap_failure(code, doing, view(told)));
  return {};
}

Expected<void, LookupError> LdapConnection::outcome_of(int operation, ber_tag_t type,
                                                       std::string_view doing) {
  const auto message = next_message(operation, doing);
  if (!message) return unexpected(message.error());
  return outcome(message->get(), type, doing);
}

/// Of a call that failed on our side: for lack of time, if there is none left.
LookupError LdapConnection::last_failure(int code, std::string_view doing) {
  if (is_over(deadline())) return ldap_failure(LDAP_TIMEOUT, doing, {});
  char* raw = nullptr;
  ::ldap_get_option(handle_.get(), LDAP_OPT_DIAGNOSTIC_MESSAGE, static_cast<void*>(&raw));
  const Text told(raw);
  constexpr std::string_view nothing =
      "(unknown error code)";  // by GnuTLS, of any certificate that is not good
  return ldap_failure(code, doing, view(told) == nothing ? std::string_view() : view(told));
}

}  // namespace wavix::contacts
