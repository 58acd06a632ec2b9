// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <json-c/json.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/expected.hpp"
#include "base/handle.hpp"

namespace wavix::api {

/// Why a text or a member is not what it should be, for a log: "is_valid is not a boolean".
using Wrong = std::string;

/// A value inside a Json, which must outlive it. A member that is there has the type it is asked for as, or
/// reading it is an error: nothing is ever converted.
class JsonValue {
public:
  explicit JsonValue(json_object* value) noexcept : value_(value) {}  ///< nullptr: null, as in json-c

  [[nodiscard]] bool is_object() const noexcept { return json_object_is_type(value_, json_type_object) != 0; }
  [[nodiscard]] bool is_array() const noexcept { return json_object_is_type(value_, json_type_array) != 0; }
  /// The items of an array; none for anything else.
  [[nodiscard]] std::vector<JsonValue> items() const;

  // Members of an object. An optional one may be absent or null.
  [[nodiscard]] bool has(const char* name) const noexcept;
  [[nodiscard]] Expected<std::string, Wrong> string(const char* name) const;
  [[nodiscard]] Expected<std::optional<std::string>, Wrong> optional_string(const char* name) const;
  [[nodiscard]] Expected<bool, Wrong> boolean(const char* name) const;
  [[nodiscard]] Expected<std::optional<bool>, Wrong> optional_boolean(const char* name) const;
  [[nodiscard]] Expected<std::optional<JsonValue>, Wrong> optional_object(const char* name) const;

private:
  [[nodiscard]] json_object* member(const char* name) const noexcept;

  json_object* value_;
};

/// A JSON text that came from outside, parsed.
class Json {
public:
  /// All of `text` is one object or array, at most 16 deep, and no object in it has two members of one name.
  /// Of what is not UTF-8 json-c 0.16 lets overlong forms pass; texts are still to be sanitised.
  static Expected<Json, Wrong> parse(std::string_view text);

  [[nodiscard]] JsonValue root() const noexcept { return JsonValue(root_.get()); }

private:
  explicit Json(json_object* root) noexcept : root_(root) {}

  Handle<json_object, json_object_put> root_;
};

}  // namespace wavix::api
