// SPDX-License-Identifier: BSD-3-Clause
#include "guard/store.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/fd.hpp"
#include "guard/place.hpp"
#include "guard/schema.hpp"
#include "guard/transaction.hpp"

namespace wavix::guard {
namespace {

/// Of this connection. FULL: what was committed is on the disk, not on its way there. Temporary tables stay
/// in memory, for where they would go the environment could tell. The log shrinks again after a burst.
constexpr const char* settings = "PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; "
                                 "PRAGMA trusted_schema = OFF; PRAGMA journal_size_limit = 1048576";

/// The log and its index stay beside the file when the last connection closes, the log empty: a process that
/// has given up its privileges since it opened the store can do that, while to remove and to make files it
/// would need the folder.
void keep_log(sqlite3& connection) {
  int on = 1;
  static_cast<void>(sqlite3_file_control(&connection, "main", SQLITE_FCNTL_PERSIST_WAL, &on));
}

/// SQLite would do so itself at the first commit after it made the log, but passes it over where it may no
/// longer open the folder.
Expected<void, StoreError> sync_folder(const std::string& path) {
  const auto folder = path.substr(0, path.rfind('/') + 1);
  const Fd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  // EINVAL: the file system has no such thing.
  if (fd && (::fsync(fd.get()) == 0 || errno == EINVAL)) return {};
  const auto* const why = ::strerrordesc_np(errno);
  return unexpected(StoreError{StoreError::Kind::unreadable,
                               fmt::format("{}: cannot be brought to the disk: {}", folder, why)});
}

bool has_log(const std::string& path) { return ::access((path + "-wal").c_str(), F_OK) == 0; }

/// From the first reading of a boot its own clock tells how time passes, also where all that follows only
/// reads: a user who is locked must not stay so because nobody else writes.
Expected<void, StoreError> note_boot(Store& store) {
  const auto is_new = look(store, [](const Transaction& transaction) { return transaction.is_new_boot(); });
  if (!is_new) return unexpected(is_new.error());
  if (!*is_new) return {};
  return change(store, [](const Transaction&) {});
}

}  // namespace

Store::Store(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Store::Store(Store&& other) noexcept = default;
Store& Store::operator=(Store&& other) noexcept = default;
Store::~Store() = default;

Expected<Store, StoreError> Store::open(std::string path, milliseconds patience, Clock clock) {
  if (auto ready = prepare_place(path); !ready) return unexpected(std::move(ready.error()));
  const bool had_log = has_log(path);
  sqlite3* opened = nullptr;
  const int flags =
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE;
  int code = sqlite3_open_v2(path.c_str(), &opened, flags, nullptr);
  Connection connection(opened);
  const auto failed = [&](int why) { return unexpected(store_error(connection.get(), why, path)); };
  if (code != SQLITE_OK) return failed(code);
  // SQLite falls back by itself to reading where it may not write.
  if (sqlite3_db_readonly(connection.get(), "main") == 1) return failed(SQLITE_READONLY);
  keep_log(*connection);
  sqlite3_busy_timeout(connection.get(), static_cast<int>(patience.count()));
  code = sqlite3_exec(connection.get(), settings, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return failed(code);
  if (auto ready = bring_up_to_date(*connection, path, patience); !ready)
    return unexpected(std::move(ready.error()));
  if (!had_log)
    if (auto synced = sync_folder(path); !synced) return unexpected(std::move(synced.error()));
  Store store(std::make_unique<Inside>(Inside{std::move(connection), std::move(path), std::move(clock)}));
  if (auto noted = note_boot(store); !noted) return unexpected(std::move(noted.error()));
  return store;
}

}  // namespace wavix::guard
