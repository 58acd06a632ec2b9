// SPDX-License-Identifier: BSD-3-Clause
#include "cli/unlock.hpp"

#include <fmt/format.h>

#include "cli/declare.hpp"
#include "cli/log.hpp"
#include "cli/output.hpp"
#include "cli/session.hpp"
#include "cli/time.hpp"
#include "cli/uninterrupted.hpp"
#include "cli/user.hpp"
#include "guard/limits.hpp"
#include "guard/lockout.hpp"
#include "verifier/guard_rules.hpp"

namespace wavix::cli {
namespace {

std::string cleared(const std::string& user, const std::optional<guard::WallTime>& locked_until,
                    unsigned failures) {
  if (failures == 0) return fmt::format("{} was not locked out: no login failed.\n", user);
  const auto were = fmt::format("{} failed login{}", failures, failures == 1 ? " counts" : "s count");
  if (!locked_until) return fmt::format("{} was not locked out. {} no more.\n", user, were);
  return fmt::format("{} was locked out until {} and may try again. {} no more.\n", user,
                     for_people(*locked_until), were);
}

/// The limits on a user's phone and address are not looked at: whether they count is a matter of the login.
Expected<std::string, guard::StoreError> limit_that_stands(Session& session, const std::string& user) {
  auto limits = verifier::send_limits(session.config);
  limits.per_number.clear();
  const auto seen = guard::look_at_sends(session.store, {user, "", "", ""}, limits);
  if (!seen) return unexpected(seen.error());
  if (!seen->over) return std::string();
  return fmt::format("No message can be sent to {} before {}, though: {} is {}. It is not lifted.\n", user,
                     for_people(seen->over->frees_at), seen->over->name,
                     verifier::in_words(seen->over->limit));
}

}  // namespace

Outcome unlock(const Global& global, const UnlockWords& words) {
  auto session = open_session(global);
  if (!session) return unexpected(std::move(session.error()));
  const auto user = known_name(words.user);
  std::optional<guard::WallTime> locked_until;
  if (const auto rule = verifier::lockout_rule(session->config, user)) {
    const auto until = guard::locked_until(session->store, user, *rule);
    if (!until) return failed(until.error());
    locked_until = *until;
  }
  const Uninterrupted until_logged;
  const auto failures = guard::clear_failures(session->store, user);
  if (!failures) return failed(failures.error());
  if (*failures > 0)
    log_deed(session->config, "unlock", {{"user", user}, {"failures", fmt::to_string(*failures)}});
  const auto limit = limit_that_stands(*session, user);
  if (!limit) return failed(limit.error());
  return show(cleared(user, locked_until, *failures) + *limit);
}

void add_unlock(CLI::App& app, Command& chosen) {
  add_command<UnlockWords>(app, "unlock", "Let a user who is locked out try again", chosen, unlock,
                           [](CLI::App& command, UnlockWords& words) {
                             add_user(command, words.user, "the user who is locked out").required();
                           });
}

}  // namespace wavix::cli
