// SPDX-License-Identifier: BSD-3-Clause
#include <cstddef>

#include "wavix/json.hpp"

namespace wavix::api {
namespace {

bool is(json_object* value, json_type type) noexcept { return json_object_is_type(value, type) != 0; }

unexpected<Wrong> not_a(const char* type, const char* name) {
  return unexpected(Wrong(name) + " is not " + type);
}

std::string string_of(json_object* value) {
  return {json_object_get_string(value), static_cast<std::size_t>(json_object_get_string_len(value))};
}

}  // namespace

std::vector<JsonValue> JsonValue::items() const {
  std::vector<JsonValue> items;
  if (is_array())
    for (std::size_t i = 0; i < json_object_array_length(value_); ++i)
      items.emplace_back(json_object_array_get_idx(value_, i));
  return items;
}

json_object* JsonValue::member(const char* name) const noexcept {
  json_object* found = nullptr;
  json_object_object_get_ex(value_, name, &found);
  return found;
}

bool JsonValue::has(const char* name) const noexcept {
  return json_object_object_get_ex(value_, name, nullptr) != 0;
}

Expected<std::string, Wrong> JsonValue::string(const char* name) const {
  auto* const found = member(name);
  if (!is(found, json_type_string)) return not_a("a string", name);
  return string_of(found);
}

Expected<std::optional<std::string>, Wrong> JsonValue::optional_string(const char* name) const {
  auto* const found = member(name);
  if (found == nullptr) return std::nullopt;
  if (!is(found, json_type_string)) return not_a("a string", name);
  return string_of(found);
}

Expected<bool, Wrong> JsonValue::boolean(const char* name) const {
  auto* const found = member(name);
  if (!is(found, json_type_boolean)) return not_a("a boolean", name);
  return json_object_get_boolean(found) != 0;
}

Expected<std::optional<bool>, Wrong> JsonValue::optional_boolean(const char* name) const {
  auto* const found = member(name);
  if (found == nullptr) return std::nullopt;
  if (!is(found, json_type_boolean)) return not_a("a boolean", name);
  return json_object_get_boolean(found) != 0;
}

Expected<std::optional<JsonValue>, Wrong> JsonValue::optional_object(const char* name) const {
  auto* const found = member(name);
  if (found == nullptr) return std::nullopt;
  if (!is(found, json_type_object)) return not_a("an object", name);
  return JsonValue(found);
}

}  // namespace wavix::api
