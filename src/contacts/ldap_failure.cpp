// SPDX-License-Identifier: BSD-3-Clause
#include "contacts/ldap_failure.hpp"

#include <fmt/format.h>
#include <ldap.h>

#include <cstddef>
#include <optional>

#include "base/text.hpp"

namespace wavix::contacts {
namespace {

constexpr std::size_t most_told = 160;

/// What a person has to look at; nothing where nobody has to mend anything here.
std::optional<std::string_view> mend_for(int code) {
  switch (code) {
  case LDAP_INVALID_CREDENTIALS:
  case LDAP_INAPPROPRIATE_AUTH: return "see ldap.bind_dn and ldap.bind_password_file";
  case LDAP_OPERATIONS_ERROR:  // what Active Directory says to the anonymous
  case LDAP_INSUFFICIENT_ACCESS: return "see ldap.bind_dn";
  case LDAP_STRONG_AUTH_REQUIRED:
  case LDAP_AUTH_METHOD_NOT_SUPPORTED: return "see ldap.bind_dn and ldap.uri";
  case LDAP_CONFIDENTIALITY_REQUIRED: return "see ldap.uri and ldap.start_tls";
  case LDAP_INVALID_DN_SYNTAX: return "see ldap.base and ldap.bind_dn";
  case LDAP_NO_SUCH_OBJECT: return "see ldap.base";
  case LDAP_REFERRAL:
  case LDAP_PARTIAL_RESULTS:
    return "another directory may have the user; set ldap.base to what this one has, or for Active "
           "Directory port 3268 or 3269 (TLS) in ldap.uri if its global catalog has the phones";
  case LDAP_SIZELIMIT_EXCEEDED: return "the filter finds more than one entry; see ldap.filter";
  case LDAP_FILTER_ERROR:
  case LDAP_INAPPROPRIATE_MATCHING:
  case LDAP_UNDEFINED_TYPE:
  case LDAP_ADMINLIMIT_EXCEEDED: return "see ldap.filter";
  default: return std::nullopt;
  }
}

}  // namespace

LookupError ldap_failure(int code, std::string_view doing, std::string_view told) {
  if (code == LDAP_TIMEOUT || code == LDAP_TIMELIMIT_EXCEEDED)
    return {LookupError::Kind::unavailable, fmt::format("{}: does not answer in time", doing)};
  auto reason = fmt::format("{}: {}", doing, ::ldap_err2string(code));
  if (!told.empty()) reason += fmt::format(" ({})", without_digits(sanitised(told, most_told)));
  const auto mend = mend_for(code);
  if (!mend) return {LookupError::Kind::unavailable, std::move(reason)};
  return {LookupError::Kind::misconfigured, fmt::format("{}; {}", reason, *mend)};
}

}  // namespace wavix::contacts
