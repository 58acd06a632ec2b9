// SPDX-License-Identifier: BSD-3-Clause
#include "guard/breaker.hpp"

#include "guard/transaction.hpp"

namespace wavix::guard {

namespace {

struct State {
  std::string cause;
  bool waiting;  ///< for the time to pass, or for the probe
};

/// Nothing: the circuit is closed.
std::optional<State> state_of(Transaction& transaction, const BreakerRule& rule) {
  const auto now = transaction.now();
  const auto row = transaction.row<unsigned, Instant, std::string, std::optional<Instant>>(
      "SELECT failures, last_failure, cause, probe FROM breaker");
  if (!row) return std::nullopt;
  const auto& [failures, last_failure, cause, probe] = *row;
  if (failures < rule.failures) return std::nullopt;
  return State{cause, now < last_failure + rule.open_for || (probe && now < *probe + rule.open_for)};
}

}  // namespace

Expected<std::optional<std::string>, StoreError> open_because(Store& store, const BreakerRule& rule) {
  return look(store, [&](Transaction& transaction) -> std::optional<std::string> {
    const auto state = state_of(transaction, rule);
    if (!state || !state->waiting) return std::nullopt;
    return state->cause;
  });
}

Expected<Circuit, StoreError> circuit(Store& store, const BreakerRule& rule) {
  return change(store, [&](Transaction& transaction) {
    const auto state = state_of(transaction, rule);
    if (!state) return Circuit::closed;
    if (state->waiting) return Circuit::open;
    transaction.run("UPDATE breaker SET probe = ?", transaction.now());
    return Circuit::probing;
  });
}

Expected<void, StoreError> note_outage(Store& store, const std::string& cause) {
  return change(store, [&](Transaction& transaction) {
    transaction.run(
        "INSERT INTO breaker (only_row, failures, last_failure, cause) VALUES (1, 1, ?, ?) "
        "ON CONFLICT DO UPDATE SET failures = failures + 1, last_failure = excluded.last_failure, "
        "cause = excluded.cause, probe = NULL",
        transaction.now(), cause);
  });
}

Expected<void, StoreError> note_answer(Store& store) {
  return change(store, [](Transaction& transaction) { transaction.run("DELETE FROM breaker"); });
}

}  // namespace wavix::guard
