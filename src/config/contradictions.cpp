// SPDX-License-Identifier: BSD-3-Clause
#include "config/contradictions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "config/url.hpp"

namespace wavix::config {
namespace {

template <typename T>
bool has(const std::vector<T>& list, const T& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

std::string text_of(std::string_view key, const Config& config) { return key_named(key).text(config); }

bool asks_ldap(const Config& config) { return has(config.users.sources, Source::ldap); }

// What is wrong between two keys; empty if nothing.

std::string channel_is_not_allowed(const Config& config) {
  if (has(config.code.channels, config.code.channel)) return {};
  return fmt::format("is {}, which code.channels does not have ({})", to_string(config.code.channel),
                     text_of("code.channels", config));
}

std::string connecting_outlasts_the_request(const Config& config) {
  if (config.wavix.connect_timeout <= config.wavix.request_timeout) return {};
  return fmt::format("is {}, longer than the whole wavix.request_timeout ({})",
                     text_of("wavix.connect_timeout", config), text_of("wavix.request_timeout", config));
}

std::string ldap_is_nowhere(const Config& config) {
  if (!asks_ldap(config) || !config.ldap.uri.empty()) return {};
  return "is missing; users.sources has ldap: add 'uri = ldaps://…' to [ldap]";
}

std::string ldap_has_no_base(const Config& config) {
  if (!asks_ldap(config) || !config.ldap.base.empty()) return {};
  return "is missing; users.sources has ldap: add 'base = …', below which users are, to [ldap]";
}

std::string ldap_is_in_the_open(const Config& config) {
  if (config.ldap.start_tls) return {};
  for (const auto& uri : config.ldap.uri)
    if (const auto url = url_from(uri); url && url->scheme == "ldap" && !is_this_machine(*url))
      return fmt::format("has {}: phone numbers would come over an open wire; write ldaps://, or set "
                         "ldap.start_tls = yes",
                         uri);
  return {};
}

std::string tls_is_in_tls(const Config& config) {
  if (!config.ldap.start_tls) return {};
  for (const auto& uri : config.ldap.uri)
    if (!uri.starts_with("ldap://"))
      return fmt::format("is yes, which {} cannot have; StartTLS is for ldap:// alone", uri);
  return {};
}

std::string ldap_servers_outlast_the_login(const Config& config) {
  const auto all = config.ldap.timeout * config.ldap.uri.size();
  if (!asks_ldap(config) || all < config.code.login_timeout) return {};
  return fmt::format(
      "is {} for each of {} in ldap.uri; together that must be less than code.login_timeout ({})",
      text_of("ldap.timeout", config), config.ldap.uri.size(), text_of("code.login_timeout", config));
}

std::string password_is_missing(const Config& config) {
  if (config.ldap.bind_dn.empty() || !config.ldap.bind_password_file.empty()) return {};
  return "is given without ldap.bind_password_file";
}

std::string password_is_nobodys(const Config& config) {
  if (config.ldap.bind_password_file.empty() || !config.ldap.bind_dn.empty()) return {};
  return "is given without ldap.bind_dn, whose password it would have";
}

std::string group_is_in_and_out(const Config& config) {
  for (const auto& group : config.policy.exclude_groups)
    if (has(config.policy.include_groups, group))
      return fmt::format("has {}, as policy.include_groups has", group);
  return {};
}

std::string enrolment_never_counts(const Config& config) {
  if (!config.policy.enrol_until || config.users.unmapped != Unmapped::skip) return {};
  return "would never count, as users.unmapped = skip lets users without a phone past on every day";
}

std::string grace_outlasts_its_bound(const Config& config) {
  if (config.grace.period <= config.grace.max) return {};
  return fmt::format("is {}, longer than grace.max ({})", text_of("grace.period", config),
                     text_of("grace.max", config));
}

struct Contradiction {
  std::string_view key;    ///< which the reason is about
  std::string_view other;  ///< where the problem is told if `key` was not given
  std::string (*reason)(const Config& config);
};

constexpr std::array<Contradiction, 12> table = {{
    {"code.channel", "code.channels", channel_is_not_allowed},
    {"wavix.connect_timeout", "wavix.request_timeout", connecting_outlasts_the_request},
    {"ldap.uri", "users.sources", ldap_is_nowhere},
    {"ldap.base", "users.sources", ldap_has_no_base},
    {"ldap.uri", "ldap.start_tls", ldap_is_in_the_open},
    {"ldap.start_tls", "ldap.uri", tls_is_in_tls},
    {"ldap.timeout", "code.login_timeout", ldap_servers_outlast_the_login},
    {"ldap.bind_dn", "ldap.bind_password_file", password_is_missing},
    {"ldap.bind_password_file", "ldap.bind_dn", password_is_nobodys},
    {"policy.exclude_groups", "policy.include_groups", group_is_in_and_out},
    {"policy.enrol_until", "users.unmapped", enrolment_never_counts},
    {"grace.period", "grace.max", grace_outlasts_its_bound},
}};

/// The problem is told where its key was given, or else the other one.
std::optional<Problem> problem_of(const Contradiction& row, const Config& config, const Origins& origins,
                                  const std::string& path) {
  Origin place{path};
  for (const auto name : {row.other, row.key}) {
    const auto found = origins.find(&key_named(name));
    if (found == origins.end()) continue;
    if (found->second.refused) return std::nullopt;  // what was meant is not known
    place = found->second;
  }
  auto reason = row.reason(config);
  if (reason.empty()) return std::nullopt;
  return Problem{place.where, place.line, std::string(row.key), std::move(reason)};
}

}  // namespace

std::vector<Problem> contradictions(const Config& config, const Origins& origins, const std::string& path) {
  std::vector<Problem> problems;
  for (const auto& key : keys())
    if (key.required && !origins.contains(&key))
      problems.push_back(
          {path, 0, key.full_name(),
           fmt::format("is missing; add '{} = …' to [{}]: {}", key.name, key.section, key.accepts)});
  for (const auto& row : table)
    if (auto problem = problem_of(row, config, origins, path)) problems.push_back(std::move(*problem));
  return problems;
}

}  // namespace wavix::config
