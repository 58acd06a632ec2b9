// SPDX-License-Identifier: BSD-3-Clause
#include "doctor/risks.hpp"

#include <fmt/format.h>
#include <grp.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "base/name_service.hpp"
#include "base/text.hpp"
#include "base/when.hpp"
#include "doctor/configuration.hpp"

namespace wavix::doctor {
namespace {

using config::Config;
using config::OutageAction;

// What is risky about a key; empty if nothing is.

/// The parser does not take a prefix of 0; one that is hardly longer proves nothing either.
std::string a_large_part_is_trusted(const Config& config) {
  constexpr unsigned wide_v4 = 7, wide_v6 = 15;
  for (const auto& network : config.policy.trusted_networks) {
    const std::string_view text = network.text();
    const auto slash = text.find('/');
    if (slash == std::string_view::npos) continue;
    const auto prefix = number_from<unsigned>(text.substr(slash + 1));
    const bool is_v6 = text.find(':') != std::string_view::npos;
    if (prefix && *prefix <= (is_v6 ? wide_v6 : wide_v4))
      return fmt::format(
          "policy.trusted_networks has {}, a large part of all addresses: from none of them is a "
          "code asked for",
          text);
  }
  return {};
}

std::string everybody_is_only_watched(const Config& config) {
  if (!config.policy.monitor) return {};
  return "policy.monitor is yes: nobody is asked for a code, the log only says which users would be";
}

std::string phoneless_users_pass(const Config& config) {
  if (config.users.unmapped != config::Unmapped::skip) return {};
  return "users.unmapped is skip: users without a phone get in without a code";
}

std::string outages_let_in(const Config& config) {
  const auto& outage = config.outage;
  if (outage.action == OutageAction::allow)
    return "outage.action is allow: while Wavix cannot be reached nobody needs a code, and whoever can cut "
           "this machine off decides when";
  return {};
}

template <auto Member>
std::string outage_lets_in(const Config& config) {
  if (config.outage.*Member != OutageAction::allow) return {};
  return "is allow: such an outage lets everybody in without a code";
}

std::string enrolment_is_over(const Config& config) {
  if (!config.policy.enrol_until || *config.policy.enrol_until >= today()) return {};
  return "policy.enrol_until is past: users without a phone are denied now";
}

std::string enrolment_is_on(const Config& config) {
  if (!config.policy.enrol_until || *config.policy.enrol_until < today()) return {};
  return "policy.enrol_until: up to that day users without a phone get in without a code";
}

template <auto Member>
std::string is_unlimited(const Config& config) {
  if (!(config.limits.*Member).empty()) return {};
  return "has no limit: messages cost money, and nothing stops anybody from making this machine send them";
}

std::string nobody_is_locked_out(const Config& config) {
  if (config.limits.lockout) return {};
  return "limits.lockout is off: codes can be guessed for ever, three at a message";
}

struct Risk {
  std::string_view key, id;
  Effect effect;
  std::string (*reason)(const Config& config);
  std::string_view mend;
};

using Outage = decltype(Config::outage);
using Limits = decltype(Config::limits);

constexpr std::string_view take_out = "take the line out, unless it is meant";

const std::array risks_table = {
    Risk{"policy.trusted_networks", "network-wide", Effect::lets_in, a_large_part_is_trusted,
         "name the networks that are yours alone"},
    Risk{"policy.monitor", "monitor-on", Effect::lets_in, everybody_is_only_watched,
         "set it to no when the log says what you expect"},
    Risk{"users.unmapped", "unmapped-skip", Effect::lets_in, phoneless_users_pass,
         "set it to deny, and put users who are to need no code into a group of policy.exclude_groups"},
    Risk{"outage.action", "outage-allow", Effect::lets_in, outages_let_in,
         "set it to recovery_only, and issue recovery codes"},
    Risk{"outage.unreachable", "outage-allow", Effect::lets_in, outage_lets_in<&Outage::unreachable>,
         take_out},
    Risk{"outage.timeout", "outage-allow", Effect::lets_in, outage_lets_in<&Outage::timeout>, take_out},
    Risk{"outage.tls", "outage-allow", Effect::lets_in, outage_lets_in<&Outage::tls>, take_out},
    Risk{"outage.server", "outage-allow", Effect::lets_in, outage_lets_in<&Outage::server>, take_out},
    Risk{"outage.rate_limit", "outage-allow", Effect::lets_in, outage_lets_in<&Outage::rate_limit>, take_out},
    Risk{"policy.enrol_until", "enrol-past", Effect::none, enrolment_is_over, "take the line out"},
    Risk{"policy.enrol_until", "enrol-open", Effect::lets_in, enrolment_is_on,
         "nothing, while you roll out; the log names each user who gets in so: journalctl -g "
         "policy.enrol_until"},
    Risk{"limits.sends_per_user", "limit-off", Effect::costs, is_unlimited<&Limits::sends_per_user>,
         take_out},
    Risk{"limits.sends_per_number", "limit-off", Effect::costs, is_unlimited<&Limits::sends_per_number>,
         take_out},
    Risk{"limits.sends_per_rhost", "limit-off", Effect::costs, is_unlimited<&Limits::sends_per_rhost>,
         take_out},
    Risk{"limits.sends_total", "limit-off", Effect::costs, is_unlimited<&Limits::sends_total>,
         "set it to what you can pay"},
    Risk{"limits.lockout", "lockout-off", Effect::none, nobody_is_locked_out, take_out},
};

constexpr std::string_view subject = "configuration";

/// Of the groups that a key names, those that the system does not have. Not being able to tell is none.
std::vector<std::string> missing_groups(const std::vector<std::string>& named) {
  std::vector<std::string> missing;
  for (const auto& name : named) {
    if (all_digits(name)) continue;
    const auto found = name_service_entry<group>(
        [&](group* entry, char* buffer, std::size_t size, group** result) {
          return ::getgrnam_r(name.c_str(), entry, buffer, size, result);
        },
        [](const group& entry) { return entry.gr_gid; });
    if (found && !*found) missing.push_back(name);
  }
  return missing;
}

Findings group_risks(const config::Loaded& loaded, const std::string& text) {
  Findings findings;
  const auto& policy = loaded.config.policy;
  const auto place = [&](std::string_view key) { return place_of(loaded.origins, key, text); };
  for (const auto& [key, named, effect] :
       {std::tuple("policy.include_groups", policy.include_groups, ", so nobody is left out"),
        std::tuple("policy.exclude_groups", policy.exclude_groups, "")})
    for (const auto& name : missing_groups(named))
      findings.push_back(warning(subject, "group-missing", Effect::none,
                                 fmt::format("{}: there is no group {}{}", key, quoted(name), effect),
                                 "make the group, or mend its name")
                             .at(place(key)));
  return findings;
}

}  // namespace

Findings risks(const config::Loaded& loaded, const std::string& text, std::string_view service) {
  Findings findings;
  for (const auto& risk : risks_table) {
    auto reason = risk.reason(loaded.config);
    if (reason.empty()) continue;
    if (!reason.starts_with(risk.key)) reason = fmt::format("{} {}", risk.key, reason);
    if (!service.empty()) reason = fmt::format("for {}: {}", service, reason);
    findings.push_back(warning(subject, risk.id, risk.effect, std::move(reason), std::string(risk.mend))
                           .at(place_of(loaded.origins, risk.key, text)));
  }
  append(findings, group_risks(loaded, text));
  return findings;
}

}  // namespace wavix::doctor
