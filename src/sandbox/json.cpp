// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/json.hpp"

#include <limits>
#include <utility>

namespace wavix::sandbox {

Json json(std::string_view text) {
  return Json(json_object_new_string_len(text.data(), static_cast<int>(text.size())));
}
Json json(bool value) { return Json(json_object_new_boolean(value ? 1 : 0)); }
Json json(std::size_t value) { return Json(json_object_new_uint64(value)); }
Json json(int value) { return Json(json_object_new_int(value)); }
Json json(const char* text) { return json(std::string_view(text)); }
Json json(const std::string& text) { return json(std::string_view(text)); }

void JsonObject::put(const char* name, Json value) {
  json_object_object_add(object_.get(), name, value.release());
}

Json json_array() { return Json(json_object_new_array()); }

void append(const Json& array, Json value) { json_object_array_add(array.get(), value.release()); }

std::string to_text(const json_object* value) {
  std::size_t length = 0;
  // json-c keeps the text inside the object, hence wants it mutable.
  const char* const text = json_object_to_json_string_length(
      const_cast<json_object*>(value),  // NOLINT(cppcoreguidelines-pro-type-const-cast)
      JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE, &length);
  return {text, length};
}

std::optional<Json> json_from(std::string_view text) {
  if (text.size() > std::size_t{std::numeric_limits<int>::max()}) return std::nullopt;
  const Handle<json_tokener, json_tokener_free> tokener(json_tokener_new());
  json_tokener_set_flags(tokener.get(), JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
  // The NUL that ends the text is part of it for json-c: it completes a bare number.
  const std::string terminated(text);
  Json value(
      json_tokener_parse_ex(tokener.get(), terminated.c_str(), static_cast<int>(terminated.size() + 1)));
  if (json_tokener_get_error(tokener.get()) != json_tokener_success) return std::nullopt;
  if (json_tokener_get_parse_end(tokener.get()) < text.size()) return std::nullopt;
  return value;
}

std::optional<std::string> string_of(json_object* value) {
  if (json_object_get_type(value) != json_type_string) return std::nullopt;
  return std::string(json_object_get_string(value),
                     static_cast<std::size_t>(json_object_get_string_len(value)));
}

}  // namespace wavix::sandbox
