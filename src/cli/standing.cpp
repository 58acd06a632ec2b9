// SPDX-License-Identifier: BSD-3-Clause
#include "cli/standing.hpp"

#include <chrono>
#include <utility>

#include "guard/breaker.hpp"
#include "guard/lockout.hpp"
#include "guard/outcome.hpp"
#include "verifier/guard_rules.hpp"

namespace wavix::cli {
namespace {

template <typename T>
using Told = Expected<T, guard::StoreError>;

Told<std::vector<Locked>> locked_now(Session& session) {
  const auto users = guard::list_failures(session.store);
  if (!users) return unexpected(users.error());
  std::vector<Locked> all;
  for (const auto& failed : *users) {
    const auto rule = verifier::lockout_rule(session.config, failed.user);
    if (!rule) continue;
    const auto until = guard::locked_until(session.store, failed.user, *rule);
    if (!until) return unexpected(until.error());
    if (*until) all.push_back({failed.user, **until});
  }
  return all;
}

Told<std::optional<std::string>> breaker_now(Session& session) {
  const auto rule = verifier::breaker_rule(session.config);
  if (!rule) return std::nullopt;
  return guard::open_because(session.store, *rule);
}

Told<std::vector<guard::Used>> totals_now(Session& session) {
  const auto look = guard::look_at_sends(session.store, {},
                                         {.per_user = {},
                                          .per_number = {},
                                          .per_rhost = {},
                                          .total = verifier::send_limits(session.config).total});
  if (!look) return unexpected(look.error());
  return look->used;
}

Told<std::optional<guard::LoginRecord>> last_login(Session& session) {
  auto logins = guard::last_records(session.store, 1);
  if (!logins) return unexpected(std::move(logins.error()));
  if (logins->empty()) return std::nullopt;
  return std::move(logins->front());
}

/// Takes what was told; false: the error is kept.
template <typename T>
bool taken(Told<T> told, T& into, guard::StoreError& error) {
  if (told)
    into = std::move(*told);
  else
    error = std::move(told.error());
  return told.has_value();
}

}  // namespace

Expected<Standing, Failure> standing(Session& session) {
  Standing now;
  guard::StoreError error{};
  if (taken(guard::break_glass(session.store), now.break_glass, error) &&
      taken(breaker_now(session), now.breaker_open, error) && taken(locked_now(session), now.locked, error) &&
      taken(totals_now(session), now.totals, error) &&
      taken(guard::overview(session.store), now.store, error) && taken(last_login(session), now.last, error))
    return now;
  return failed(error);
}

Expected<figures::Row, Failure> last_day(guard::Store& store) {
  const auto now = std::chrono::ceil<std::chrono::milliseconds>(std::chrono::system_clock::now());
  figures::Row row;
  const auto read =
      guard::visit_records(store, now - std::chrono::hours(24), now, [&](const guard::LoginRecord& login) {
        row.count(login, guard::outcome_of(login));
      });
  if (!read) return failed(read.error());
  return row;
}

}  // namespace wavix::cli
