// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <json-c/json.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/handle.hpp"

namespace wavix::sandbox {

using Json = Handle<json_object, json_object_put>;

Json json(std::string_view text);
/// Not from a pointer: a string literal would become true.
Json json(bool value);
Json json(std::size_t value);
Json json(int value);
Json json(const char* text);
Json json(const std::string& text);

/// Builds {"name":value,…} in the order of the calls.
class JsonObject {
public:
  JsonObject() : object_(json_object_new_object()) {}
  template <typename Value>
  JsonObject&& with(const char* name, const Value& value) && {
    put(name, json(value));
    return static_cast<JsonObject&&>(*this);
  }
  JsonObject&& with(const char* name, Json value) && {
    put(name, static_cast<Json&&>(value));
    return static_cast<JsonObject&&>(*this);
  }
  void put(const char* name, Json value);
  Json done() && { return static_cast<Json&&>(object_); }

private:
  Json object_;
};

Json json_array();
void append(const Json& array, Json value);

/// Without white space, slashes as they are.
std::string to_text(const json_object* value);
inline std::string to_text(const Json& value) { return to_text(value.get()); }
/// One whole document, strictly; nullopt if it is not. JSON's null is a null pointer.
std::optional<Json> json_from(std::string_view text);
/// A string's bytes, NUL among them; nothing if it is not a string.
std::optional<std::string> string_of(json_object* value);

}  // namespace wavix::sandbox
