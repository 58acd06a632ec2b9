// SPDX-License-Identifier: BSD-3-Clause
#include "guard/limits.hpp"

#include <array>
#include <stdexcept>

#include "guard/transaction.hpp"

namespace wavix::guard {
namespace {

/// The limits of one kind, and the sends that they count: those of a user, to a number, from an address.
struct Kind {
  const char* name;
  std::vector<Limit> SendLimits::*limits;
  std::string SendAsk::*who;  ///< null: all sends
  const char* latest;         ///< their times, latest first
  const char* count;
};
constexpr std::array kinds = {
    Kind{"limits.sends_per_user", &SendLimits::per_user, &SendAsk::user,
         "SELECT at FROM sends WHERE user = ? AND at > ? ORDER BY at DESC LIMIT 1 OFFSET ?",
         "SELECT count(*) FROM sends WHERE user = ? AND at > ?"},
    Kind{"limits.sends_per_number", &SendLimits::per_number, &SendAsk::number,
         "SELECT at FROM sends WHERE number = ? AND at > ? ORDER BY at DESC LIMIT 1 OFFSET ?",
         "SELECT count(*) FROM sends WHERE number = ? AND at > ?"},
    Kind{"limits.sends_per_rhost", &SendLimits::per_rhost, &SendAsk::rhost,
         "SELECT at FROM sends WHERE rhost = ? AND at > ? ORDER BY at DESC LIMIT 1 OFFSET ?",
         "SELECT count(*) FROM sends WHERE rhost = ? AND at > ?"},
    Kind{"limits.sends_total", &SendLimits::total, nullptr,
         "SELECT at FROM sends WHERE at > ? ORDER BY at DESC LIMIT 1 OFFSET ?",
         "SELECT count(*) FROM sends WHERE at > ?"},
};

/// An address that is not known is nobody's.
bool counts(const Kind& kind, const SendAsk& ask) {
  return kind.who != &SendAsk::rhost || !ask.rhost.empty();
}

/// When the oldest of the latest `limit.most` sends leaves the window, if there are so many in it.
std::optional<Instant> full_until(Transaction& transaction, const Kind& kind, const SendAsk& ask,
                                  const Limit& limit) {
  if (limit.window > longest_window) throw std::logic_error("a limit's window is longer than sends are kept");
  const auto since = transaction.now() - limit.window;
  if (limit.most == 0) return transaction.now() + limit.window;
  const auto oldest = kind.who == nullptr
                          ? transaction.value<Instant>(kind.latest, since, limit.most - 1)
                          : transaction.value<Instant>(kind.latest, ask.*kind.who, since, limit.most - 1);
  if (!oldest) return std::nullopt;
  return *oldest + limit.window;
}

unsigned sent_within(Transaction& transaction, const Kind& kind, const SendAsk& ask, milliseconds window) {
  const auto since = transaction.now() - window;
  const auto sent = kind.who == nullptr ? transaction.value<unsigned>(kind.count, since)
                                        : transaction.value<unsigned>(kind.count, ask.*kind.who, since);
  return sent.value_or(0);
}

std::optional<OverLimit> over_limit(Transaction& transaction, const SendAsk& ask, const SendLimits& limits) {
  std::optional<OverLimit> over;
  Instant longest{};
  for (const auto& kind : kinds) {
    if (!counts(kind, ask)) continue;
    for (const auto& limit : limits.*kind.limits) {
      const auto until = full_until(transaction, kind, ask, limit);
      if (!until || (over && *until <= longest)) continue;
      longest = *until;
      over = OverLimit{kind.name, limit, transaction.wall_at(*until)};
    }
  }
  return over;
}

/// The first total that four fifths are used up of, and of which nobody was told within its window.
std::optional<NearTotal> near_total(Transaction& transaction, const std::vector<Limit>& totals) {
  for (const auto& limit : totals) {
    const auto sent = sent_within(transaction, kinds.back(), {}, limit.window);
    if (std::uint64_t{sent} * 5 < std::uint64_t{limit.most} * 4) continue;
    transaction.run("INSERT INTO warnings (most, window, at) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET at = "
                    "excluded.at WHERE at <= ?",
                    limit.most, limit.window, transaction.now(), transaction.now() - limit.window);
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

Expected<SendsLook, StoreError> look_at_sends(Store& store, const SendAsk& ask, const SendLimits& limits) {
  return look(store, [&](Transaction& transaction) {
    SendsLook seen{{}, over_limit(transaction, ask, limits)};
    for (const auto& kind : kinds) {
      if (!counts(kind, ask)) continue;
      for (const auto& limit : limits.*kind.limits)
        seen.used.push_back({kind.name, limit, sent_within(transaction, kind, ask, limit.window)});
    }
    return seen;
  });
}

Expected<void, StoreError> give_back(Store& store, std::int64_t reservation) {
  return change(store, [&](Transaction& transaction) {
    transaction.run("DELETE FROM sends WHERE id = ?", reservation);
  });
}

}  // namespace wavix::guard
