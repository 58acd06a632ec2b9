// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "guard/sqlite.hpp"
#include "guard/store.hpp"

/// How the operations are written: the inside of the guard, for its own files.
namespace wavix::guard {

struct Store::Inside {
  Connection connection;
  std::string path;
  Clock clock;
};

/// One transaction on a store. The first thing that goes wrong is kept; from then on nothing more is done,
/// all rows come back empty, and commit() tells what it was. So an operation reads as one sequence, and
/// change() and look() throw its result away if any of it failed.
class Transaction {
public:
  enum class Kind {
    looking,   ///< what is read is of one instant; waits for nobody
    changing,  ///< waits for other writers, then keeps them out until the end
  };
  /// When committed things must have reached the disk.
  enum class Durability {
    full,     ///< before commit() returns
    relaxed,  ///< with the next full one: only a crash of the machine can lose them, and loses no other
  };

  Transaction(Store& store, Kind kind, Durability durability = Durability::full);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();

  [[nodiscard]] bool failed() const { return error_.has_value(); }
  /// Keeps what was changed; of a failed one, nothing.
  [[nodiscard]] Expected<void, StoreError> commit();
  /// Makes it fail.
  void fail(StoreError error);

  /// When it began, past any waiting.
  [[nodiscard]] Instant now() const { return mark_.instant; }
  [[nodiscard]] WallTime wall() const { return reading_.wall; }
  [[nodiscard]] const std::string& boot() const { return reading_.boot; }
  /// The store has not yet noted that this boot began.
  [[nodiscard]] bool is_new_boot() const { return new_boot_; }
  /// For people: where the wall clock will stand at `instant`.
  [[nodiscard]] WallTime wall_at(Instant instant) const { return wall() + (instant - now()); }

  template <typename... Values>
  void run(const char* sql, const Values&... values) {
    const auto statement = prepared(sql, values...);
    while (next(statement)) {
    }
  }
  template <typename... Columns, typename... Values>
  [[nodiscard]] std::vector<std::tuple<Columns...>> rows(const char* sql, const Values&... values) {
    std::vector<std::tuple<Columns...>> all;
    const auto statement = prepared(sql, values...);
    while (next(statement))
      all.push_back(row_of<Columns...>(statement.get(), std::index_sequence_for<Columns...>{}));
    return all;
  }
  /// Shows `visit` each row, a std::tuple, and keeps none.
  template <typename Row, typename Visit, typename... Values>
  void each(const char* sql, const Visit& visit, const Values&... values) {
    const auto statement = prepared(sql, values...);
    while (next(statement))
      visit(as_tuple(static_cast<Row*>(nullptr), statement.get()));
  }
  /// The same for one key after the other: SQLite compiles the statement once for them all.
  template <typename Row, typename Key, typename Visit>
  void each_of(const char* sql, const std::vector<Key>& keys, const Visit& visit) {
    const auto statement = prepare(sql);
    for (const auto& key : keys) {
      if (!statement || failed()) return;
      static_cast<void>(sqlite3_reset(statement.get()));  // tells again of what went wrong before
      check(bind_value(statement.get(), 1, key));
      while (next(statement))
        visit(as_tuple(static_cast<Row*>(nullptr), statement.get()));
    }
  }
  /// The first row.
  template <typename... Columns, typename... Values>
  [[nodiscard]] std::optional<std::tuple<Columns...>> row(const char* sql, const Values&... values) {
    const auto statement = prepared(sql, values...);
    if (!next(statement)) return std::nullopt;
    return row_of<Columns...>(statement.get(), std::index_sequence_for<Columns...>{});
  }
  /// The first column of the first row.
  template <typename Value, typename... Values>
  [[nodiscard]] std::optional<Value> value(const char* sql, const Values&... values) {
    auto found = row<Value>(sql, values...);
    if (!found) return std::nullopt;
    return std::move(std::get<0>(*found));
  }
  /// Rows that the last run() inserted, updated or deleted.
  [[nodiscard]] unsigned changed() const;
  /// Of the row inserted last.
  [[nodiscard]] std::int64_t inserted() const;

private:
  template <typename... Columns>
  static std::tuple<Columns...> as_tuple(std::tuple<Columns...>* /*type*/, sqlite3_stmt* statement) {
    return row_of<Columns...>(statement, std::index_sequence_for<Columns...>{});
  }
  template <typename... Values>
  Statement prepared(const char* sql, const Values&... values) {
    auto statement = prepare(sql);
    int at = 0;
    if (statement) (check(bind_value(statement.get(), ++at, values)), ...);
    return statement;
  }
  Statement prepare(const char* sql);
  bool next(const Statement& statement);
  bool check(int code);
  void read_time();
  [[nodiscard]] sqlite3* connection() const { return store_.connection.get(); }

  Store::Inside& store_;
  Kind kind_;
  bool open_ = false, new_boot_ = false;
  std::int64_t changes_before_ = 0;
  Reading reading_;
  Mark mark_;
  std::optional<StoreError> error_;
};

template <typename Body>
using ResultOf = Expected<std::invoke_result_t<const Body&, Transaction&>, StoreError>;

template <typename Body>
ResultOf<Body> finished(Transaction& transaction, const Body& body) {
  if constexpr (std::is_void_v<typename ResultOf<Body>::value_type>) {
    if (!transaction.failed()) body(transaction);
    return transaction.commit();
  } else {
    std::optional<typename ResultOf<Body>::value_type> result;
    if (!transaction.failed()) result = body(transaction);
    if (auto done = transaction.commit(); !done) return unexpected(std::move(done.error()));
    return std::move(*result);
  }
}

/// What `body` makes of the store, kept as a whole or not at all.
template <typename Body>
ResultOf<Body> change(Store& store, const Body& body,
                      Transaction::Durability durability = Transaction::Durability::full) {
  Transaction transaction(store, Transaction::Kind::changing, durability);
  return finished(transaction, body);
}

/// What `body` finds in the store, all of one instant.
template <typename Body>
ResultOf<Body> look(Store& store, const Body& body) {
  Transaction transaction(store, Transaction::Kind::looking);
  return finished(transaction, body);
}

}  // namespace wavix::guard
