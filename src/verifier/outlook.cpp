// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/outlook.hpp"

#include <chrono>
#include <utility>

#include "base/when.hpp"
#include "config/load.hpp"
#include "protocol/socket.hpp"
#include "verifier/preparation.hpp"
#include "verifier/standing.hpp"

namespace wavix::verifier {
namespace {

using namespace std::chrono_literals;

Expected<void, End> add_what_the_guard_knows(LoginGuard& guard, FlowSettings& settings) {
  const auto codes = guard.recovery_codes();
  if (!codes) return unexpected(codes.error());
  auto resumed = guard.look_at_resume(phones_of(settings.targets));
  if (!resumed) return unexpected(resumed.error());
  settings.recovery_codes = *codes;
  settings.resumed = std::move(*resumed);
  return {};
}

Action first_of(FlowSettings settings, LoginGuard* guard) {
  const milliseconds now(protocol::boottime_ms());
  Flow flow(std::move(settings));
  auto first = flow.on(event::Begun{}, now);
  const auto* const create = std::get_if<action::Create>(&first);
  if (create == nullptr || guard == nullptr) return first;
  auto refused = guard->look_at_create(create->target);
  if (refused) return flow.on(std::move(*refused), now);
  return first;
}

/// For which a code is needed. `guard`: nothing under policy.monitor.
void look_further(Outlook& outlook, const Request& request, const config::Config& config, LoginGuard* guard,
                  const Find& find, const contacts::UserText& users) {
  const auto& admission = *outlook.admission;
  const auto key = config::load_api_key(config.wavix.api_key_file);
  if (!key) {
    outlook.first = End{Verdict::misconfigured, to_string(key.error())};
    return;
  }
  auto settings = prepare(request, admission, config, find(admission), *key, today(), users);
  if (settings) {
    outlook.targets = settings->targets;
    outlook.decoy = settings->decoy;
  }
  if (admission.monitor) {
    outlook.first = rehearsed(settings, config);
    return;
  }
  if (!settings) {
    outlook.first = settings.error();
    return;
  }
  auto* const counting = settings->decoy ? nullptr : guard;
  const auto added =
      counting == nullptr ? Expected<void, End>() : add_what_the_guard_knows(*counting, *settings);
  outlook.first = added ? first_of(std::move(*settings), counting) : Action(added.error());
}

config::Config without_exemptions(config::Config config) {
  auto& policy = config.policy;
  policy.include_groups.clear();
  policy.exclude_groups.clear();
  policy.exclude_users.clear();
  policy.trusted_networks.clear();
  policy.monitor = false;
  config.grace.period = 0ms;
  return config;
}

}  // namespace

Outlook look_ahead(const Request& request, const config::Config& config, const Find& find,
                   const contacts::UserText& users, std::vector<std::string>& warnings) {
  auto standing = standing_of(request, config, warnings);
  Outlook outlook{std::move(standing.admission), {}, false, action::Wait{}};
  if (standing.end)
    outlook.first = *standing.end;
  else
    look_further(outlook, request, config, standing.guard ? &*standing.guard : nullptr, find, users);
  return outlook;
}

Outlook look_past_exemptions(const Request& request, const config::Config& config, const Find& find,
                             const contacts::UserText& users) {
  const auto strict = without_exemptions(config);
  std::vector<std::string> told_before;
  Outlook outlook{admit(request, strict, told_before), {}, false, action::Wait{}};
  const auto& admission = outlook.admission;
  if (!admission) {
    outlook.first = admission.error();
    return outlook;
  }
  auto guard = LoginGuard::open(strict, request, admission->account);
  const auto earlier = guard ? guard->earlier_logins() : unexpected(guard.error());
  if (!earlier)
    outlook.first = earlier.error();
  else if (*earlier)
    outlook.first = **earlier;
  else
    look_further(outlook, request, strict, &*guard, find, users);
  return outlook;
}

}  // namespace wavix::verifier
