// SPDX-License-Identifier: BSD-3-Clause
#include "guard/lockout.hpp"

#include <stdexcept>

#include "guard/transaction.hpp"

namespace wavix::guard {

Expected<void, StoreError> record_failure(Store& store, const std::string& user) {
  return change(store, [&](Transaction& transaction) {
    transaction.run(
        "DELETE FROM failures WHERE id IN (SELECT id FROM failures WHERE at <= ? ORDER BY at LIMIT 16)",
        transaction.now() - longest_failure);
    transaction.run("INSERT INTO failures (user, at) VALUES (?, ?)", user, transaction.now());
  });
}

Expected<std::optional<WallTime>, StoreError> locked_until(Store& store, const std::string& user,
                                                           const LockoutRule& rule) {
  if (rule.failures == 0 || rule.window > longest_failure || rule.duration > longest_failure)
    throw std::logic_error("a lockout of no failures, or longer than failures are kept");
  return look(store, [&](Transaction& transaction) -> std::optional<WallTime> {
    const auto latest = transaction.rows<Instant>(
        "SELECT at FROM failures WHERE user = ? ORDER BY at DESC LIMIT ?", user, rule.failures);
    if (latest.size() < rule.failures) return std::nullopt;
    const auto last = std::get<0>(latest.front());
    const auto first = std::get<0>(latest.back());
    const auto until = last + rule.duration;
    if (last - first >= rule.window || until <= transaction.now()) return std::nullopt;
    return transaction.wall_at(until);
  });
}

Expected<unsigned, StoreError> failures_within(Store& store, const std::string& user, milliseconds window) {
  return look(store, [&](Transaction& transaction) {
    return transaction
        .value<unsigned>("SELECT count(*) FROM failures WHERE user = ? AND at > ?", user,
                         transaction.now() - window)
        .value_or(0);
  });
}

Expected<unsigned, StoreError> clear_failures(Store& store, const std::string& user) {
  return change(store, [&](Transaction& transaction) {
    transaction.run("DELETE FROM failures WHERE user = ?", user);
    return transaction.changed();
  });
}

Expected<std::vector<FailedUser>, StoreError> list_failures(Store& store) {
  return look(store, [](Transaction& transaction) {
    std::vector<FailedUser> users;
    for (const auto& [user, failures, last] : transaction.rows<std::string, unsigned, Instant>(
             "SELECT user, count(*), max(at) FROM failures WHERE at > ? GROUP BY user ORDER BY user",
             transaction.now() - longest_failure))
      users.push_back({user, failures, transaction.wall_at(last)});
    return users;
  });
}

}  // namespace wavix::guard
