// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <json-c/json.h>

#include <string>

#include "base/handle.hpp"

namespace wavix::cli {

using Json = Handle<json_object, json_object_put>;  ///< nullptr: null

/// Made fit for a terminal, and so UTF-8, as JSON must be.
Json json(const std::string& text);
Json json(unsigned number);
/// Null for an empty text.
Json json_or_null(const std::string& text);
/// A template, so that no pointer becomes true.
template <typename Bool>
requires std::is_same_v<Bool, bool> Json json(Bool value) { return Json(json_object_new_boolean(value)); }

/// Builds {"name":value,…} in the order of the calls.
class JsonObject {
public:
  template <typename Value>
  JsonObject&& with(const char* name, const Value& value) && {
    return static_cast<JsonObject&&>(*this).with(name, json(value));
  }
  JsonObject&& with(const char* name, Json value) && {
    json_object_object_add(object_.get(), name, value.release());
    return static_cast<JsonObject&&>(*this);
  }
  Json done() && { return static_cast<Json&&>(object_); }

private:
  Json object_{json_object_new_object()};
};

Json json_array();
void append(const Json& array, Json value);

/// In one line, slashes as they are.
std::string to_text(const Json& value);

}  // namespace wavix::cli
