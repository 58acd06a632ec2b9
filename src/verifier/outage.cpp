// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/outage.hpp"

namespace wavix::verifier {
namespace {

OutageAction action_of(config::OutageAction written) {
  switch (written) {
  case config::OutageAction::allow: return OutageAction::allow;
  case config::OutageAction::recovery_only: return OutageAction::recovery_only;
  case config::OutageAction::deny: break;
  }
  return OutageAction::deny;
}

}  // namespace

OutageAction outage_action(const config::Config& config, api::Cause cause) {
  const auto& outage = config.outage;
  const auto by = [&](const std::optional<config::OutageAction>& own) {
    return action_of(own.value_or(outage.action));
  };
  switch (cause) {
  case api::Cause::unreachable: return by(outage.unreachable);
  case api::Cause::timeout: return by(outage.timeout);
  case api::Cause::tls: return by(outage.tls);
  case api::Cause::server: return by(outage.server);
  case api::Cause::rate_limit: return by(outage.rate_limit);
  case api::Cause::auth:
  case api::Cause::rejected:
  case api::Cause::malformed: break;
  }
  return OutageAction::deny;
}

}  // namespace wavix::verifier
