// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/preparation.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "contacts/lookalikes.hpp"
#include "contacts/number_plan.hpp"
#include "guard/recovery_code.hpp"
#include "policy/enrolment.hpp"
#include "policy/numbers.hpp"
#include "verifier/causes.hpp"
#include "verifier/decoy_number.hpp"
#include "verifier/outage.hpp"

namespace wavix::verifier {
namespace {

using contacts::LookupError;

End by_rule(std::string rule, Verdict verdict, std::string cause) {
  return {.verdict = verdict, .cause = std::move(cause), .rule = std::move(rule)};
}

End not_told(const LookupError& error) {
  switch (error.kind) {
  case LookupError::Kind::misconfigured: return {Verdict::misconfigured, error.reason};
  case LookupError::Kind::unusable: return {Verdict::no_contact, error.reason};
  case LookupError::Kind::unavailable: break;
  }
  return {Verdict::unavailable, "directory", error.reason};
}

/// The user may pass until they have been given a phone; it is to be heard.
End enrolling(std::chrono::year_month_day until) {
  const auto day = fmt::format("{:04}-{:02}-{:02}", static_cast<int>(until.year()),
                               static_cast<unsigned>(until.month()), static_cast<unsigned>(until.day()));
  auto end = by_rule("policy.enrol_until", Verdict::exempt,
                     fmt::format("{}; let past until {}", cause_no_phone, day));
  end.loud = true;
  end.notice = fmt::format("No phone is on record for you; after {} you cannot log in without one. Tell your "
                           "administrator.",
                           day);
  return end;
}

End without_contact(const config::Config& config, std::chrono::year_month_day today) {
  const auto until = config.policy.enrol_until;
  if (policy::may_enrol(until, today)) return enrolling(*until);
  if (config.users.unmapped == config::Unmapped::skip)
    return by_rule("users.unmapped", Verdict::exempt, cause_no_phone);
  return {Verdict::no_contact, cause_no_phone};
}

/// The contact's phones that codes may be sent to, or why none is.
Expected<std::vector<PhoneNumber>, End> allowed_phones(const std::vector<PhoneNumber>& phones,
                                                       const config::Config& config) {
  std::vector<PhoneNumber> allowed;
  End refusal{Verdict::forbidden};
  for (const auto& phone : phones) {
    const auto country = contacts::country_of(phone);
    if (contacts::is_paid_by_the_sender(phone))
      refusal = {Verdict::forbidden, "a premium-rate or shared-cost number never gets a code"};
    else if (!policy::country_allowed(config.policy.countries, country))
      refusal = by_rule("policy.countries", Verdict::forbidden,
                        country.empty() ? "the number is of no country" : "the number is of " + country);
    else
      allowed.push_back(phone);
  }
  if (allowed.empty()) return unexpected(std::move(refusal));
  return allowed;
}

FlowSettings settings_for(const Request& request, const config::Config& config) {
  FlowSettings settings;
  settings.channels = config.code.channels;
  settings.length = config.code.length;
  settings.tries = config.code.tries;
  settings.resend_delay = config.code.resend_delay;
  settings.outage = [config](api::Cause cause) { return outage_action(config, cause); };
  settings.is_recovery_code = guard::looks_like_recovery_code;
  settings.sshd = request.service == "sshd" || !request.ssh_connection.empty();
  settings.user_is_root = request.user == "root";
  return settings;
}

FlowSettings decoy(const Request& request, const std::string& user, const config::Config& config,
                   const ApiKey& key, const contacts::UserText& users) {
  auto countries = config.policy.countries;
  if (!config.users.default_region.empty()) countries.insert(countries.begin(), config.users.default_region);
  const auto likenesses = contacts::lookalikes(users, config.users.default_region, countries);
  auto settings = settings_for(request, config);
  settings.decoy = true;
  settings.targets = targets_of({decoy_number(key, user, likenesses)}, config.code.channel,
                                config.code.channels, config.code.send == config::Send::ask);
  return settings;
}

Channel preferred_channel(const contacts::Contact& contact, const config::Config& config) {
  const auto& may = config.code.channels;
  const bool own = contact.channel && std::find(may.begin(), may.end(), *contact.channel) != may.end();
  return own ? *contact.channel : config.code.channel;
}

/// Of a number that Wavix has looked up: after the message was paid for, but before its code counts.
auto type_rule(const config::Config& config) {
  return [types = config.policy.number_types](
             const std::optional<api::NumberLookup>& lookup) -> std::optional<std::string> {
    std::optional<std::string> type;
    if (lookup && !lookup->number_type.empty()) type = lookup->number_type;
    const auto allowed = policy::type_allowed(types, type);
    return allowed ? std::nullopt : std::optional(allowed.error());
  };
}

std::string would_have_been(const Expected<FlowSettings, End>& prepared, config::PhoneInLog phone) {
  if (!prepared) {
    const auto& end = prepared.error();
    return fmt::format("would have been denied: {}: {}{}{}", to_string(end.verdict), end.cause,
                       end.detail.empty() ? "" : ": ", end.detail);
  }
  if (prepared->decoy) return fmt::format("would have been asked for show: {}", cause_no_phone);
  const auto& first = prepared->targets.front();
  if (prepared->targets.size() > 1)
    return fmt::format("would have been offered {} ways to get a code", prepared->targets.size());
  return fmt::format("a code would have been sent by {} to {}", to_string(first.channel),
                     phone == config::PhoneInLog::masked ? first.phone.masked() : "the user's phone");
}

}  // namespace

Expected<FlowSettings, End> prepare(const Request& request, const Admission& admission,
                                    const config::Config& config, const FoundContact& found,
                                    const ApiKey& key, std::chrono::year_month_day today,
                                    const contacts::UserText& users) {
  if (!found) return unexpected(not_told(found.error()));
  if (!*found) {
    auto end = without_contact(config, today);
    if (end.verdict == Verdict::no_contact && config.users.unmapped == config::Unmapped::decoy)
      return decoy(request, admission.account, config, key, users);
    return unexpected(std::move(end));
  }
  return prepare(request, config, **found);
}

Expected<FlowSettings, End> prepare(const Request& request, const config::Config& config,
                                    const contacts::Contact& contact) {
  const auto phones = allowed_phones(contact.phones, config);
  if (!phones) return unexpected(phones.error());
  auto settings = settings_for(request, config);
  settings.targets = targets_of(*phones, preferred_channel(contact, config), config.code.channels,
                                config.code.send == config::Send::ask);
  settings.forbids = type_rule(config);
  return settings;
}

End rehearsed(const Expected<FlowSettings, End>& prepared, const config::Config& config) {
  if (!prepared && prepared.error().verdict == Verdict::exempt) return prepared.error();
  return by_rule("policy.monitor", Verdict::exempt,
                 "monitor: " + would_have_been(prepared, config.log.phone));
}

}  // namespace wavix::verifier
