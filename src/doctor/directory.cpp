// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/format.h>

#include <chrono>
#include <memory>

#include "contacts/ldap_connection.hpp"
#include "contacts/ldap_filter.hpp"
#include "contacts/ldap_socket.hpp"
#include "doctor/bounded_call.hpp"
#include "doctor/contacts.hpp"
#include "verifier/sources.hpp"

namespace wavix::doctor {
namespace {

using contacts::LdapConnection;
using contacts::LdapSettings;
using contacts::LookupError;
using std::chrono::milliseconds;

constexpr std::string_view subject = "contacts";

/// How far one server came.
struct Visit {
  enum class Step { connect, tls, bind, search } reached = Step::connect;
  std::optional<LookupError> error;
  milliseconds connect{0}, tls{0}, bind{0}, search{0};
  bool found = false;  ///< the user who was looked for
};

class Watch {
public:
  /// Since the last call.
  milliseconds lap() {
    const auto now = std::chrono::steady_clock::now();
    return std::chrono::round<milliseconds>(now - std::exchange(since_, now));
  }

private:
  std::chrono::steady_clock::time_point since_ = std::chrono::steady_clock::now();
};

/// Each step by a connection of its own, so that it is known which one fails and what it takes.
Visit visit(const LdapSettings& nobody, const LdapSettings& settings, const std::string& uri,
            const std::string& user) {
  Visit visit;
  Watch watch;
  const auto parts = contacts::ldap_uri_from(uri);
  const auto stopped = [&](LookupError error) {
    visit.error = std::move(error);
    return visit;
  };
  if (!parts) return stopped({LookupError::Kind::misconfigured, parts.error()});
  const auto socket = contacts::connect_to(*parts, contacts::Deadline(settings.timeout));
  visit.connect = watch.lap();
  if (!socket) return stopped({LookupError::Kind::unavailable, socket.error()});
  visit.reached = Visit::Step::tls;
  auto unbound = LdapConnection::open(nobody, uri);
  visit.tls = watch.lap();
  if (!unbound) return stopped(unbound.error());
  visit.reached = Visit::Step::bind;
  auto bound = LdapConnection::open(settings, uri);
  visit.bind = watch.lap();
  if (!bound) return stopped(bound.error());
  visit.reached = Visit::Step::search;
  const auto filter = contacts::filter_for(settings.filter, user);
  if (!filter) return stopped({LookupError::Kind::misconfigured, filter.error()});
  const auto entry = bound->find(settings, *filter);
  visit.search = watch.lap();
  if (!entry) return stopped(entry.error());
  visit.found = entry->has_value();
  return visit;
}

std::string_view id_of(Visit::Step step) {
  switch (step) {
  case Visit::Step::connect: return "ldap-connect";
  case Visit::Step::tls: return "ldap-tls";
  case Visit::Step::bind: return "ldap-bind";
  case Visit::Step::search: return "ldap-search";
  }
  return "ldap-search";
}

std::string_view mend_for(Visit::Step step) {
  switch (step) {
  case Visit::Step::connect: return "see ldap.uri, and whether the directory runs";
  case Visit::Step::tls: return "see ldap.ca_file, ldap.start_tls and the server's certificate";
  case Visit::Step::bind: return "see ldap.bind_dn and ldap.bind_password_file";
  case Visit::Step::search: return "see ldap.base, ldap.filter and what ldap.bind_dn may read";
  }
  return {};
}

std::string times_of(const Visit& visit, const LdapSettings& settings, const std::string& uri,
                     const std::string& user) {
  auto told = fmt::format("ldap {}: connect {} ms", uri, visit.connect.count());
  if (uri.starts_with("ldaps:") || settings.start_tls) told += fmt::format(", tls {} ms", visit.tls.count());
  if (!settings.bind_dn.empty()) told += fmt::format(", bind {} ms", visit.bind.count());
  return told + fmt::format(", lookup {} ms ({} {})", visit.search.count(),
                            visit.found ? "has" : "does not know", user);
}

Findings judge(const std::string& uri, const Visit& visit, const LdapSettings& settings,
               const std::string& user) {
  if (!visit.error) return {ok(subject, times_of(visit, settings, uri, user))};
  return {fail(subject, id_of(visit.reached), Effect::keeps_out,
               fmt::format("ldap {}: {}", uri, visit.error->reason), std::string(mend_for(visit.reached)))};
}

/// A server that only cannot be asked is no more than slow, as long as another one can.
void forgive(Findings& findings, bool another_answers) {
  if (!another_answers) return;
  for (auto& finding : findings)
    if (finding.id == "ldap-connect" || finding.id == "ldap-tls") {
      finding.severity = Severity::warning;
      finding.effect = Effect::none;
      finding.mend += "; until then each login waits for it, and goes on to the next server";
    }
}

}  // namespace

Findings examine_directory(const config::Config& config, const std::string& looked_up) {
  auto settings = verifier::ldap_settings(config);
  auto anonymous = config;
  anonymous.ldap.bind_dn.clear();
  auto nobody = verifier::ldap_settings(anonymous);
  if (!settings || !nobody)
    return {fail(subject, "password-file", Effect::keeps_out, settings.error().reason,
                 "write the password of ldap.bind_dn into it: root's, mode 0600, one line")};
  const auto own = std::make_shared<const LdapSettings>(std::move(*settings));
  const auto nobodys = std::make_shared<const LdapSettings>(std::move(*nobody));
  constexpr auto steps = 3;
  Findings findings;
  bool one_answers = false;
  for (const auto& uri : own->uris) {
    auto seen = within(steps * own->timeout, [=] { return visit(*nobodys, *own, uri, looked_up); });
    if (!seen)
      seen = Visit{.error =
                       LookupError{LookupError::Kind::unavailable, "its name could not be resolved in time"}};
    one_answers = one_answers || !seen->error;
    append(findings, judge(uri, *seen, *own, looked_up));
  }
  forgive(findings, one_answers);
  return findings;
}

}  // namespace wavix::doctor
