// SPDX-License-Identifier: BSD-3-Clause
#include "guard/break_glass.hpp"

#include "guard/transaction.hpp"

namespace wavix::guard {
namespace {

std::optional<BreakGlass> found(Transaction& transaction) {
  auto row = transaction.row<Instant, WallTime, std::string, std::string>(
      "SELECT ends, started_wall, reason, started_by FROM break_glass WHERE ends > ?", transaction.now());
  if (!row) return std::nullopt;
  auto& [ends, started, reason, started_by] = *row;
  return BreakGlass{started, transaction.wall_at(ends), std::move(reason), std::move(started_by)};
}

}  // namespace

Expected<void, StoreError> start_break_glass(Store& store, milliseconds time, const std::string& reason,
                                             const std::string& started_by) {
  return change(store, [&](Transaction& transaction) {
    transaction.run("INSERT OR REPLACE INTO break_glass (only_row, ends, started_wall, reason, started_by) "
                    "VALUES (1, ?, ?, ?, ?)",
                    transaction.now() + time, transaction.wall(), reason, started_by);
  });
}

Expected<std::optional<BreakGlass>, StoreError> stop_break_glass(Store& store) {
  return change(store, [](Transaction& transaction) {
    auto was = found(transaction);
    transaction.run("DELETE FROM break_glass");
    return was;
  });
}

Expected<std::optional<BreakGlass>, StoreError> break_glass(Store& store) { return look(store, found); }

}  // namespace wavix::guard
