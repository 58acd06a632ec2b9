// SPDX-License-Identifier: BSD-3-Clause
#include "guard/sqlite.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <new>
#include <stdexcept>

#include "base/text.hpp"

namespace wavix::guard {
namespace {

using Kind = StoreError::Kind;

/// SQLite often knows no more than "disk I/O error" or "unable to open"; the system's error then does.
Kind kind_by_errno(int error) {
  if (error == ENOSPC || error == EDQUOT) return Kind::full;
  if (error == EROFS) return Kind::read_only;
  return Kind::unreadable;
}

Kind kind_of(sqlite3* connection, int code) {
  switch (code & 0xFF) {
  case SQLITE_FULL: return Kind::full;
  case SQLITE_READONLY: return Kind::read_only;
  case SQLITE_BUSY:
  case SQLITE_LOCKED: return Kind::busy;
  // With statements of our own, a schema or data that they do not fit are not as we wrote them.
  case SQLITE_ERROR:
  case SQLITE_CONSTRAINT:
  case SQLITE_MISMATCH:
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB: return Kind::damaged;
  default: return kind_by_errno(sqlite3_system_errno(connection));
  }
}

}  // namespace

StoreError store_error(sqlite3* connection, int code, const std::string& path) {
  if ((code & 0xFF) == SQLITE_NOMEM) throw std::bad_alloc();
  if ((code & 0xFF) == SQLITE_MISUSE || (code & 0xFF) == SQLITE_RANGE)
    throw std::logic_error(std::string("SQLite was misused: ") + sqlite3_errmsg(connection));
  const auto folder = path.substr(0, path.rfind('/'));
  const auto words = sanitised(sqlite3_errmsg(connection));
  const auto kind = kind_of(connection, code);
  switch (kind) {
  case Kind::full: return {kind, fmt::format("{}: the disk is full; free space in {}", path, folder)};
  case Kind::read_only:
    return {kind, fmt::format("{}: is on a read-only file system; make {} writable for root", path, folder)};
  case Kind::busy:
    return {kind, fmt::format("{0}: stayed locked by other processes; 'fuser {0}' tells which", path)};
  case Kind::damaged:
    return {kind,
            fmt::format("{0}: is damaged ({1}); move it away together with {0}-wal (limits, lockouts and "
                        "recovery codes are lost with it), a new one is then made",
                        path, words)};
  default: return {kind, fmt::format("{}: cannot be used: {}", path, words)};
  }
}

}  // namespace wavix::guard
