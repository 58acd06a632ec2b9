// SPDX-License-Identifier: BSD-3-Clause
#include "cli/explanation.hpp"

#include <chrono>
#include <utility>

#include "base/account.hpp"
#include "guard/breaker.hpp"
#include "guard/grace.hpp"
#include "guard/recovery.hpp"
#include "protocol/pam_code.hpp"
#include "verifier/audit.hpp"
#include "verifier/configuration.hpp"
#include "verifier/guard_rules.hpp"

namespace wavix::cli {
namespace {

using namespace std::chrono_literals;
using verifier::End;
using verifier::Outlook;

/// A source of contacts that is asked once, whoever asks.
class Contact {
public:
  Contact(const verifier::Sources& sources, std::vector<std::string>& notes)
      : sources_(sources), notes_(notes) {}

  verifier::FoundContact operator()(const verifier::Admission& admission) {
    if (!found_) found_ = sources_.find(admission.user, admission.account, notes_);
    return *found_;
  }

private:
  const verifier::Sources& sources_;
  std::vector<std::string>& notes_;
  std::optional<verifier::FoundContact> found_;
};

/// Keeps the value; false, and the problem told, if there is none.
template <typename T, typename Into>
bool taken(Expected<T, guard::StoreError> value, Into& into, std::string& problem) {
  if (!value) {
    problem = value.error().reason;
    return false;
  }
  into = std::move(*value);
  return true;
}

/// What the guard has of the user and of this login; false, and the problem told, if the store fails.
bool remember(guard::Store& store, const config::Config& config, const verifier::Request& request,
              const guard::LoginKey& key, Remembered& what, std::string& problem) {
  what.lockout = verifier::lockout_rule(config, key.user);
  if (what.lockout &&
      !(taken(guard::failures_within(store, key.user, what.lockout->window), what.failures, problem) &&
        taken(guard::locked_until(store, key.user, *what.lockout), what.locked_until, problem)))
    return false;
  const auto grace = verifier::grace_key(config, request, key);
  what.grace_given = grace.has_value();
  if (grace &&
      !taken(guard::grace_until(store, *grace, verifier::grace_rule(config)), what.grace_until, problem))
    return false;
  const auto breaker = verifier::breaker_rule(config);
  what.has_breaker = breaker.has_value();
  if (breaker && !taken(guard::open_because(store, *breaker), what.broken_because, problem)) return false;
  if (config.code.reuse_window > 0ms &&
      !taken(guard::look_at_pending(store, key, config.code.reuse_window), what.pending, problem))
    return false;
  return taken(guard::break_glass(store), what.break_glass, problem) &&
         taken(guard::remaining_recovery_codes(store, key.user), what.recovery_codes, problem);
}

/// The number that the first message goes to, or would.
std::string number_of(const Explanation& explanation, const Outlook& outlook) {
  for (const auto* each : {&outlook, explanation.otherwise ? &*explanation.otherwise : nullptr})
    if (each != nullptr && !each->targets.empty() && !each->decoy)
      return each->targets.front().phone.digits();
  return {};
}

void remember(Explanation& explanation, const Outlook& outlook) {
  constexpr guard::milliseconds patience = 5s;
  const auto& config = explanation.loaded->config;
  const auto& request = explanation.request;
  auto store = guard::Store::open(config.state.file, patience);
  if (!store) {
    explanation.store_problem = store.error().reason;
    return;
  }
  const guard::LoginKey key{explanation.user, request.service,
                            verifier::client_address(request.ssh_connection, request.rhost)};
  auto limits = verifier::send_limits(config);
  const auto number = number_of(explanation, outlook);
  if (number.empty()) limits.per_number.clear();
  Remembered what;
  if (remember(*store, config, request, key, what, explanation.store_problem) &&
      taken(guard::look_at_sends(*store, {key.user, number, verifier::counted_rhost(key.rhost), key.service},
                                 limits),
            what.sends, explanation.store_problem))
    explanation.remembered = std::move(what);
}

/// The login goes on without a code.
bool is_spared(const verifier::Action& first) {
  const auto* const end = std::get_if<End>(&first);
  return end != nullptr && protocol::lets_past(end->verdict);
}

}  // namespace

Explanation explanation_of(verifier::Request request, std::optional<PamLine> line) {
  Explanation explanation;
  explanation.request = std::move(request);
  explanation.line = std::move(line);
  auto loaded = verifier::load_configuration(explanation.request, explanation.problems);
  if (!loaded) {
    explanation.first = loaded.error();
    return explanation;
  }
  explanation.loaded = std::move(*loaded);
  const auto& config = explanation.loaded->config;
  const verifier::Sources sources(config);
  const auto& users = *sources.users();
  Contact contact(sources, explanation.warnings);
  const auto find = [&](const auto& admission) { return contact(admission); };
  auto outlook = verifier::look_ahead(explanation.request, config, find, users, explanation.warnings);
  if (const auto account = account_named(explanation.request.user); account && !*account)
    explanation.warnings.push_back(explanation.request.user + ": there is no such account");
  if (is_spared(outlook.first))
    explanation.otherwise = verifier::look_past_exemptions(explanation.request, config, find, users);
  const auto& admission = outlook.admission       ? outlook.admission
                          : explanation.otherwise ? explanation.otherwise->admission
                                                  : outlook.admission;
  if (outlook.admission) {
    const auto& rule = outlook.admission->rule;
    explanation.rule = rule.empty() ? "" : verifier::rule_and_place(rule, *explanation.loaded);
    explanation.why = outlook.admission->why;
  }
  explanation.user = admission ? admission->account : explanation.request.user;
  if (admission) explanation.found = contact(*admission);
  remember(explanation, outlook);
  explanation.decoy = outlook.decoy;
  explanation.first = std::move(outlook.first);
  return explanation;
}

}  // namespace wavix::cli
