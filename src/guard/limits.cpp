// SPDX-License-Identifier: BSD-3-Clause
#include "guard/limits.hpp"

#include <stdexcept>

#include "guard/transaction.hpp"

namespace wavix::guard {
namespace {

/// When the oldest of the latest `limit.most` sends leaves the window, if there are so many in it. `sends` is
/// a SELECT of them, latest first.
template <typename... Who>
std::optional<Instant> full_until(Transaction& transaction, const char* sends, const Limit& limit,
                                  const Who&... who) {
  if (limit.window > longest_window) throw std::logic_error("a limit's window is longer than sends are kept");
  const auto now = transaction.now();
  if (limit.most == 0) return now + limit.window;
  const auto oldest = transaction.value<Instant>(sends, who..., now - limit.window, limit.most - 1);
  if (!oldest) return std::nullopt;
  return *oldest + limit.window;
}

class Decision {
public:
  explicit Decision(Transaction& transaction) : transaction_(transaction) {}

  template <typename... Who>
  void judge(const char* name, const std::vector<Limit>& limits, const char* sends, const Who&... who) {
    for (const auto& limit : limits) {
      const auto until = full_until(transaction_, sends, limit, who...);
      if (!until || (over_ && *until <= until_)) continue;
      until_ = *until;
      over_ = OverLimit{name, limit, transaction_.wall_at(*until)};
    }
  }
  [[nodiscard]] const std::optional<OverLimit>& over() const { return over_; }

private:
  Transaction& transaction_;
  Instant until_{};
  std::optional<OverLimit> over_;
};

std::optional<OverLimit> over_limit(Transaction& transaction, const SendAsk& ask, const SendLimits& limits) {
  Decision decision(transaction);
  decision.judge("limits.sends_per_user", limits.per_user,
                 "SELECT at FROM sends WHERE user = ? AND at > ? ORDER BY at DESC LIMIT 1 OFFSET ?",
                 ask.user);
  decision.judge("limits.sends_per_number", limits.per_number,
                 "SELECT at FROM sends WHERE number = ? AND at > ? ORDER BY at DESC LIMIT 1 OFFSET ?",
                 ask.number);
  if (!ask.rhost.empty())
    decision.judge("limits.sends_per_rhost", limits.per_rhost,
                   "SELECT at FROM sends WHERE rhost = ? AND at > ? ORDER BY at DESC LIMIT 1 OFFSET ?",
                   ask.rhost);
  decision.judge("limits.sends_total", limits.total,
                 "SELECT at FROM sends WHERE at > ? ORDER BY at DESC LIMIT 1 OFFSET ?");
  return decision.over();
}

/// The first total that four fifths are used up of, and of which nobody was told within its window.
std::optional<NearTotal> near_total(Transaction& transaction, const std::vector<Limit>& totals) {
  for (const auto& limit : totals) {
    const auto since = transaction.now() - limit.window;
    const auto sent =
        transaction.value<unsigned>("SELECT count(*) FROM sends WHERE at > ?", since).value_or(0);
    if (std::uint64_t{sent} * 5 < std::uint64_t{limit.most} * 4) continue;
    transaction.run("INSERT INTO warnings (most, window, at) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET at = "
                    "excluded.at WHERE at <= ?",
                    limit.most, limit.window, transaction.now(), since);
    if (transaction.changed() > 0) return NearTotal{sent, limit};
  }
  return std::nullopt;
}

}  // namespace

Expected<std::variant<Reserved, OverLimit>, StoreError> reserve_send(Store& store, const SendAsk& ask,
                                                                     const SendLimits& limits) {
  return change(store, [&](Transaction& transaction) -> std::variant<Reserved, OverLimit> {
    if (auto over = over_limit(transaction, ask, limits)) return std::move(*over);
    // A few at a time: no login pays for what many have left.
    transaction.run("DELETE FROM sends WHERE id IN (SELECT id FROM sends WHERE at <= ? ORDER BY at LIMIT 16)",
                    transaction.now() - longest_window);
    transaction.run("INSERT INTO sends (at, user, number, rhost, service) VALUES (?, ?, ?, ?, ?)",
                    transaction.now(), ask.user, ask.number, ask.rhost, ask.service);
    const auto id = transaction.inserted();
    return Reserved{id, near_total(transaction, limits.total)};
  });
}

Expected<void, StoreError> give_back(Store& store, std::int64_t reservation) {
  return change(store, [&](Transaction& transaction) {
    transaction.run("DELETE FROM sends WHERE id = ?", reservation);
  });
}

}  // namespace wavix::guard
