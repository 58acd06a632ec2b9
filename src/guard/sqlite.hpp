// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <sqlite3.h>

#include <chrono>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include "base/handle.hpp"
#include "guard/store_error.hpp"
#include "guard/time.hpp"

/// SQLite's handles, and how values of ours are kept in it: by their C++ type, so that none can be bound or
/// read as another. bind_value() gives SQLite's result codes.
namespace wavix::guard {

using Connection = Handle<sqlite3, sqlite3_close_v2>;
using Statement = Handle<sqlite3_stmt, sqlite3_finalize>;

/// What a result code of `connection` means for `path`. Throws for what only we can do wrong.
StoreError store_error(sqlite3* connection, int code, const std::string& path);

template <std::integral Number>
int bind_value(sqlite3_stmt* statement, int at, Number value) {
  return sqlite3_bind_int64(statement, at, static_cast<sqlite3_int64>(value));
}
/// The text must outlive the statement's last step.
inline int bind_value(sqlite3_stmt* statement, int at, std::string_view text) {
  return sqlite3_bind_text64(statement, at, text.empty() ? "" : text.data(), text.size(), nullptr,
                             SQLITE_UTF8);
}
inline int bind_value(sqlite3_stmt* statement, int at, milliseconds value) {
  return bind_value(statement, at, value.count());
}
template <typename AnyClock>
int bind_value(sqlite3_stmt* statement, int at, std::chrono::time_point<AnyClock, milliseconds> value) {
  return bind_value(statement, at, value.time_since_epoch());
}
template <typename Value>
int bind_value(sqlite3_stmt* statement, int at, const std::optional<Value>& value) {
  return value ? bind_value(statement, at, *value) : sqlite3_bind_null(statement, at);
}

/// A column of the row that the statement stands on.
template <typename Value>
struct Column {
  static Value of(sqlite3_stmt* statement, int at) {
    if constexpr (std::integral<Value>)
      return static_cast<Value>(sqlite3_column_int64(statement, at));
    else
      return Value(milliseconds(sqlite3_column_int64(statement, at)));
  }
};
template <>
struct Column<std::string> {
  static std::string of(sqlite3_stmt* statement, int at) {
    const auto* const text = static_cast<const char*>(sqlite3_column_blob(statement, at));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, at));
    return text == nullptr ? std::string() : std::string(text, size);
  }
};
template <typename Value>
struct Column<std::optional<Value>> {
  static std::optional<Value> of(sqlite3_stmt* statement, int at) {
    if (sqlite3_column_type(statement, at) == SQLITE_NULL) return std::nullopt;
    return Column<Value>::of(statement, at);
  }
};

template <typename... Columns, std::size_t... At>
std::tuple<Columns...> row_of(sqlite3_stmt* statement, std::index_sequence<At...> /*columns*/) {
  return {Column<Columns>::of(statement, static_cast<int>(At))...};
}

}  // namespace wavix::guard
