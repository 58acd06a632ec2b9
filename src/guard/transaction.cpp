// SPDX-License-Identifier: BSD-3-Clause
#include "guard/transaction.hpp"

namespace wavix::guard {

Transaction::Transaction(Store& store, Kind kind, Durability durability)
    : store_(*store.inside_), kind_(kind) {
  run(durability == Durability::full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
  run(kind == Kind::changing ? "BEGIN IMMEDIATE" : "BEGIN");
  open_ = !failed();
  changes_before_ = sqlite3_total_changes64(connection());
  if (open_) read_time();
}

Transaction::~Transaction() {
  // Whatever it says: SQLite may have rolled back already.
  if (open_) sqlite3_exec(connection(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::read_time() {
  auto reading = store_.clock();
  if (!reading) return fail({StoreError::Kind::unreadable, std::move(reading.error())});
  reading_ = std::move(*reading);
  Mark before{{}, reading_.up, reading_.wall, reading_.boot};
  auto last =
      row<Instant, milliseconds, WallTime, std::string>("SELECT instant, up, highest_wall, boot FROM clock");
  if (last) std::tie(before.instant, before.up, before.highest_wall, before.boot) = std::move(*last);
  mark_ = advanced(before, reading_);
  new_boot_ = !last || before.boot != reading_.boot;
}

Expected<void, StoreError> Transaction::commit() {
  // Who changes nothing needs no time kept, and so writes nothing, but for the first after a boot.
  const bool changed_any = sqlite3_total_changes64(connection()) != changes_before_;
  if (!failed() && kind_ == Kind::changing && (changed_any || new_boot_))
    run("INSERT OR REPLACE INTO clock (only_row, instant, up, highest_wall, boot) VALUES (1, ?, ?, ?, ?)",
        mark_.instant, mark_.up, mark_.highest_wall, mark_.boot);
  run("COMMIT");
  if (failed()) return unexpected(*error_);
  open_ = false;
  return {};
}

void Transaction::fail(StoreError error) {
  if (!failed()) error_ = std::move(error);
}

Statement Transaction::prepare(const char* sql) {
  if (failed()) return nullptr;
  sqlite3_stmt* statement = nullptr;
  check(sqlite3_prepare_v2(connection(), sql, -1, &statement, nullptr));
  return Statement(statement);
}

bool Transaction::next(const Statement& statement) {
  if (failed()) return false;
  const int code = sqlite3_step(statement.get());
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) check(code);
  return false;
}

bool Transaction::check(int code) {
  if (code != SQLITE_OK) fail(store_error(connection(), code, store_.path));
  return code == SQLITE_OK;
}

unsigned Transaction::changed() const {
  return failed() ? 0U : static_cast<unsigned>(sqlite3_changes64(connection()));
}

std::int64_t Transaction::inserted() const { return sqlite3_last_insert_rowid(connection()); }

}  // namespace wavix::guard
