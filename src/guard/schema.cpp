// SPDX-License-Identifier: BSD-3-Clause
#include "guard/schema.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <optional>
#include <string_view>
#include <thread>

#include "guard/sqlite.hpp"

namespace wavix::guard {
namespace {

using Outcome = Expected<void, StoreError>;

constexpr int application = 0x77783266;  // "wx2f", for file(1) and for us

/// migrations[n] leads from version n to version n + 1. Instants and durations are milliseconds of guard
/// time, `wall` milliseconds since 1970. AUTOINCREMENT: an id that was handed out never means anything else.
constexpr std::array<const char*, 3> migrations = {R"(
  CREATE TABLE clock (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), instant INTEGER NOT NULL,
    up INTEGER NOT NULL, highest_wall INTEGER NOT NULL, boot TEXT NOT NULL) STRICT;

  CREATE TABLE sends (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, user TEXT NOT NULL,
    number TEXT NOT NULL, rhost TEXT NOT NULL, service TEXT NOT NULL) STRICT;
  CREATE INDEX sends_at ON sends (at);
  CREATE INDEX sends_of_user ON sends (user, at);
  CREATE INDEX sends_to_number ON sends (number, at);
  CREATE INDEX sends_from_rhost ON sends (rhost, at);
  CREATE TABLE warnings (most INTEGER NOT NULL, window INTEGER NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (most, window)) STRICT;

  CREATE TABLE failures (id INTEGER PRIMARY KEY, user TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
  CREATE INDEX failures_at ON failures (at);
  CREATE INDEX failures_of_user ON failures (user, at);

  CREATE TABLE pending (id INTEGER PRIMARY KEY AUTOINCREMENT, user TEXT NOT NULL, service TEXT NOT NULL,
    rhost TEXT NOT NULL, verification TEXT NOT NULL, number TEXT NOT NULL, channel TEXT NOT NULL,
    sends INTEGER NOT NULL, tries INTEGER NOT NULL, last_sent INTEGER NOT NULL, touched INTEGER NOT NULL, reuse_window INTEGER NOT NULL,
    holder_pid INTEGER, holder_start INTEGER, holder_boot TEXT) STRICT;
  CREATE INDEX pending_of_key ON pending (user, service, rhost);

  CREATE TABLE grace (user TEXT NOT NULL, service TEXT NOT NULL, place TEXT NOT NULL, boot TEXT NOT NULL,
    granted INTEGER NOT NULL, PRIMARY KEY (user, service, place)) STRICT;
  CREATE INDEX grace_granted ON grace (granted);

  CREATE TABLE record (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, wall INTEGER NOT NULL,
    user TEXT NOT NULL, service TEXT NOT NULL, rhost TEXT NOT NULL, phone TEXT NOT NULL, channel TEXT NOT NULL,
    verification TEXT NOT NULL, sends INTEGER NOT NULL, checks INTEGER NOT NULL, verdict TEXT NOT NULL,
    cause TEXT NOT NULL, took INTEGER NOT NULL, cost TEXT NOT NULL) STRICT;
  CREATE INDEX record_of_user ON record (user, id);

  CREATE TABLE breaker (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), failures INTEGER NOT NULL,
    last_failure INTEGER NOT NULL, cause TEXT NOT NULL, probe INTEGER) STRICT;

  CREATE TABLE break_glass (only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    ends INTEGER NOT NULL, started_wall INTEGER NOT NULL, reason TEXT NOT NULL, started_by TEXT NOT NULL) STRICT;

  CREATE TABLE recovery (user TEXT NOT NULL, selector TEXT NOT NULL, hash TEXT NOT NULL,
    issued_wall INTEGER NOT NULL, PRIMARY KEY (user, selector)) STRICT;
)",
                                                   R"(
  ALTER TABLE record DROP COLUMN cost;
  ALTER TABLE record ADD COLUMN contact TEXT NOT NULL DEFAULT '';
  ALTER TABLE record ADD COLUMN country TEXT NOT NULL DEFAULT '';
  ALTER TABLE record ADD COLUMN rule TEXT NOT NULL DEFAULT '';
  ALTER TABLE record ADD COLUMN detail TEXT NOT NULL DEFAULT '';
  CREATE INDEX record_wall ON record (wall);
  CREATE INDEX record_of_verification ON record (verification) WHERE verification <> '';

  CREATE TABLE step (record INTEGER NOT NULL, number INTEGER NOT NULL, wall INTEGER NOT NULL, what TEXT NOT NULL,
    detail TEXT NOT NULL, PRIMARY KEY (record, number)) STRICT, WITHOUT ROWID;
  CREATE TRIGGER steps_go_with_their_record AFTER DELETE ON record
    BEGIN DELETE FROM step WHERE record = old.id; END;
)",
                                                   R"(
  CREATE TABLE total (outcome TEXT NOT NULL, service TEXT NOT NULL, channel TEXT NOT NULL, logins INTEGER NOT NULL,
    sends INTEGER NOT NULL, checks INTEGER NOT NULL, PRIMARY KEY (outcome, service, channel)) STRICT, WITHOUT ROWID;
)"};
constexpr int newest = migrations.size();

class Schema {
public:
  Schema(sqlite3& connection, const std::string& path, milliseconds patience)
      : connection_(connection), path_(path), patience_(patience) {}

  Outcome bring_up_to_date() {
    if (auto done = run("BEGIN"); !done) return done;  // so that all is read of one instant
    const auto version = found_version();
    static_cast<void>(run("ROLLBACK"));
    if (!version) return unexpected(version.error());
    if (*version == newest) return {};
    if (*version == 0)
      if (auto done = make_wal(); !done) return done;
    if (auto done = run("BEGIN IMMEDIATE"); !done) return done;
    auto done = migrate();
    if (done) done = run("COMMIT");
    if (!done) static_cast<void>(run("ROLLBACK"));
    return done;
  }

private:
  /// Within a transaction. 0: a store that is still to be made.
  Expected<int, StoreError> found_version() {
    auto id = number("PRAGMA application_id");
    if (!id) return id;
    auto version = number("PRAGMA user_version");
    if (!version) return version;
    auto tables = *id == application ? 0 : number("SELECT count(*) FROM sqlite_schema");
    if (!tables) return tables;
    if (*version < 0 || (*id != application && (*id != 0 || *version != 0 || *tables != 0)))
      return unexpected(
          StoreError{StoreError::Kind::damaged,
                     fmt::format("{}: is the database of another program; move it away", path_)});
    if (*version > newest)
      return unexpected(StoreError{
          StoreError::Kind::newer,
          fmt::format(
              "{}: was written by a newer wavix2fa (version {} of the store, this one knows {}); install "
              "that one, or move the file away together with {}-wal (limits, lockouts and recovery codes "
              "are lost with it)",
              path_, *version, newest, path_)});
    return version;
  }

  /// Within a transaction. Others may have been quicker.
  Outcome migrate() {
    const auto version = found_version();
    if (!version) return unexpected(version.error());
    for (auto step = static_cast<std::size_t>(*version); step < migrations.size(); ++step)
      if (auto done = run(migrations[step]); !done) return done;
    return run(
        fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", application, newest).c_str());
  }

  /// Both are properties of the file, to be set before its first table. SQLite does not wait for others who
  /// are changing the mode, so this does.
  Outcome make_wal() {
    const auto until = std::chrono::steady_clock::now() + patience_;
    for (;;) {
      auto done = run("PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL");
      const bool busy = !done && done.error().kind == StoreError::Kind::busy;
      if (!busy || std::chrono::steady_clock::now() >= until) return done;
      std::this_thread::sleep_for(milliseconds(5));
    }
  }

  Outcome run(const char* sql) {
    const int code = sqlite3_exec(&connection_, sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return unexpected(store_error(&connection_, code, path_));
    return {};
  }

  Expected<int, StoreError> number(const char* sql) {
    sqlite3_stmt* prepared = nullptr;
    const int prepare = sqlite3_prepare_v2(&connection_, sql, -1, &prepared, nullptr);
    const Statement statement(prepared);
    const int code = prepare == SQLITE_OK ? sqlite3_step(prepared) : prepare;
    if (code != SQLITE_ROW) return unexpected(store_error(&connection_, code, path_));
    return sqlite3_column_int(prepared, 0);
  }

  sqlite3& connection_;
  const std::string& path_;
  milliseconds patience_;
};

}  // namespace

Outcome bring_up_to_date(sqlite3& connection, const std::string& path, milliseconds patience) {
  return Schema(connection, path, patience).bring_up_to_date();
}

}  // namespace wavix::guard
