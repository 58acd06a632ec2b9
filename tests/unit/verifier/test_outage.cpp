// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/outage.hpp"

#include "check.hpp"

namespace {

using namespace wavix;
using verifier::outage_action;
using Action = verifier::OutageAction;
using api::Cause;

constexpr Cause causes[] = {Cause::unreachable, Cause::timeout,  Cause::tls,    Cause::auth,
                            Cause::rate_limit,  Cause::rejected, Cause::server, Cause::malformed};
constexpr bool deserves_an_action(Cause cause) {
  return cause != Cause::auth && cause != Cause::rejected && cause != Cause::malformed;
}

void nothing_is_allowed_unless_it_is_written() {
  const config::Config config;
  for (const auto cause : causes)
    CHECK(outage_action(config, cause) == Action::deny);
}

void the_action_is_that_of_every_outage_and_of_nothing_else() {
  config::Config config;
  config.outage.action = config::OutageAction::allow;
  for (const auto cause : causes)
    CHECK(outage_action(config, cause) == (deserves_an_action(cause) ? Action::allow : Action::deny));
  config.outage.action = config::OutageAction::recovery_only;
  for (const auto cause : causes)
    CHECK(outage_action(config, cause) == (deserves_an_action(cause) ? Action::recovery_only : Action::deny));
}

void each_cause_may_have_its_own() {
  const auto own = [](auto member) {
    config::Config config;
    config.outage.action = config::OutageAction::allow;
    config.outage.*member = config::OutageAction::deny;
    std::vector<Cause> denied;
    for (const auto cause : causes)
      if (deserves_an_action(cause) && outage_action(config, cause) == Action::deny) denied.push_back(cause);
    return denied;
  };
  using Outage = decltype(config::Config::outage);
  CHECK(own(&Outage::unreachable) == std::vector{Cause::unreachable});
  CHECK(own(&Outage::timeout) == std::vector{Cause::timeout});
  CHECK(own(&Outage::tls) == std::vector{Cause::tls});
  CHECK(own(&Outage::server) == std::vector{Cause::server});
  CHECK(own(&Outage::rate_limit) == std::vector{Cause::rate_limit});
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("nothing is allowed unless it is written", nothing_is_allowed_unless_it_is_written),
      TEST("the action is that of every outage and of nothing else",
           the_action_is_that_of_every_outage_and_of_nothing_else),
      TEST("each cause may have its own", each_cause_may_have_its_own),
  };
  return cmocka_run_group_tests_name("verifier outage", tests, nullptr, nullptr);
}
