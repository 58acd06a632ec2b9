// SPDX-License-Identifier: BSD-3-Clause
#include "guard/breaker.hpp"

#include "guard/transaction.hpp"

namespace wavix::guard {

Expected<Circuit, StoreError> circuit(Store& store, const BreakerRule& rule) {
  return change(store, [&](Transaction& transaction) {
    const auto now = transaction.now();
    const auto state = transaction.row<unsigned, Instant, std::optional<Instant>>(
        "SELECT failures, last_failure, probe FROM breaker");
    if (!state) return Circuit::closed;
    const auto& [failures, last_failure, probe] = *state;
    if (failures < rule.failures) return Circuit::closed;
    if (now < last_failure + rule.open_for || (probe && now < *probe + rule.open_for)) return Circuit::open;
    transaction.run("UPDATE breaker SET probe = ?", now);
    return Circuit::probing;
  });
}

Expected<void, StoreError> note_outage(Store& store) {
  return change(store, [](Transaction& transaction) {
    transaction.run(
        "INSERT INTO breaker (only_row, failures, last_failure) VALUES (1, 1, ?) ON CONFLICT DO UPDATE "
        "SET failures = failures + 1, last_failure = excluded.last_failure, probe = NULL",
        transaction.now());
  });
}

Expected<void, StoreError> note_answer(Store& store) {
  return change(store, [](Transaction& transaction) { transaction.run("DELETE FROM breaker"); });
}

}  // namespace wavix::guard
