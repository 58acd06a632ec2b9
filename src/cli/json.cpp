// SPDX-License-Identifier: BSD-3-Clause
#include "cli/json.hpp"

#include "base/text.hpp"

namespace wavix::cli {

Json json(const std::string& text) {
  const auto clean = sanitised(text);
  return Json(json_object_new_string_len(clean.data(), static_cast<int>(clean.size())));
}

Json json_or_null(const std::string& text) { return text.empty() ? Json() : json(text); }

Json json(unsigned number) { return Json(json_object_new_int64(number)); }

Json json_array() { return Json(json_object_new_array()); }

void append(const Json& array, Json value) { json_object_array_add(array.get(), value.release()); }

std::string to_text(const Json& value) {
  constexpr int plain = JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE;
  return json_object_to_json_string_ext(value.get(), plain);
}

}  // namespace wavix::cli
