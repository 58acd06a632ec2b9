// SPDX-License-Identifier: BSD-3-Clause
#include "guard/grace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "base/address.hpp"
#include "guard/transaction.hpp"

namespace wavix::guard {

namespace {

milliseconds period_by(const GraceRule& rule) { return std::min({rule.period, rule.max, longest_grace}); }

}  // namespace

std::optional<GracePlace> GracePlace::remote(std::string_view rhost) {
  if (!Address::parse(rhost)) return std::nullopt;
  return GracePlace(fmt::format("from {}", rhost));
}

std::optional<GracePlace> GracePlace::local(std::uint32_t loginuid, std::string_view tty) {
  if (tty.empty() || loginuid == std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
  return GracePlace(fmt::format("session {} on {}", loginuid, tty));
}

Expected<void, StoreError> grant_grace(Store& store, const GraceKey& key) {
  return change(store, [&](Transaction& transaction) {
    transaction.run("DELETE FROM grace WHERE rowid IN (SELECT rowid FROM grace WHERE granted <= ? LIMIT 16)",
                    transaction.now() - longest_grace);
    transaction.run(
        "INSERT OR REPLACE INTO grace (user, service, place, boot, granted) VALUES (?, ?, ?, ?, ?)", key.user,
        key.service, key.place.text(), transaction.boot(), transaction.now());
  });
}

Expected<std::optional<WallTime>, StoreError> grace_until(Store& store, const GraceKey& key,
                                                          const GraceRule& rule) {
  const auto period = period_by(rule);
  return look(store, [&](Transaction& transaction) -> std::optional<WallTime> {
    const auto granted = transaction.value<Instant>(
        "SELECT granted FROM grace WHERE user = ? AND service = ? AND place = ? AND boot = ?", key.user,
        key.service, key.place.text(), transaction.boot());
    if (!granted || transaction.now() >= *granted + period) return std::nullopt;
    return transaction.wall_at(*granted + period);
  });
}

Expected<std::vector<GraceGrant>, StoreError>
list_grace(Store& store, const std::function<GraceRule(const std::string& service)>& rule_for) {
  return look(store, [&](Transaction& transaction) {
    std::vector<GraceGrant> grants;
    for (auto& [user, service, place, granted] :
         transaction.rows<std::string, std::string, std::string, Instant>(
             "SELECT user, service, place, granted FROM grace WHERE boot = ? ORDER BY user, granted",
             transaction.boot())) {
      const auto until = granted + period_by(rule_for(service));
      if (transaction.now() < until)
        grants.push_back({std::move(user), std::move(service), std::move(place), transaction.wall_at(granted),
                          transaction.wall_at(until)});
    }
    return grants;
  });
}

Expected<unsigned, StoreError> revoke_grace(Store& store, const std::optional<std::string>& user) {
  return change(store, [&](Transaction& transaction) {
    transaction.run("DELETE FROM grace WHERE ?1 IS NULL OR user = ?1", user);
    return transaction.changed();
  });
}

}  // namespace wavix::guard
