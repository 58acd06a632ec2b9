// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/fault.hpp"

#include <fmt/format.h>

#include "sandbox/json.hpp"

namespace wavix::sandbox {
namespace {

/// Their values may hold commas.
bool takes_the_rest(std::string_view key) {
  return key == "text" || key == "wire" || key == "set" || key == "header";
}

std::string value_text(json_object* value) {
  return string_of(value).value_or(value == nullptr ? "null" : to_text(value));
}

/// {"set":{"is_valid":1}} is set=is_valid:1; values stay JSON for `set`, and become text for `header`.
void add_members(std::vector<FaultPart>& parts, const std::string& key, json_object* members) {
  auto end = json_object_iter_end(members);
  for (auto at = json_object_iter_begin(members); json_object_iter_equal(&at, &end) == 0;
       json_object_iter_next(&at)) {
    auto* const value = json_object_iter_peek_value(&at);
    const auto text = key == "set" ? (value == nullptr ? "null" : to_text(value)) : value_text(value);
    parts.emplace_back(key, fmt::format("{}:{}", json_object_iter_peek_name(&at), text));
  }
}

}  // namespace

Expected<Fault, std::string> fault_from(std::string_view spec) {
  const auto colon = spec.find(':');
  if (colon == std::string_view::npos)
    return unexpected(fmt::format("'{}' is not of the form OPERATION:KEY=VALUE,…", spec));
  std::vector<FaultPart> parts{{"on", std::string(spec.substr(0, colon))}};
  for (auto rest = spec.substr(colon + 1); !rest.empty();) {
    const auto equals = rest.find('=');
    if (equals == std::string_view::npos)
      return unexpected(fmt::format("'{}' is not of the form KEY=VALUE", rest));
    const auto key = rest.substr(0, equals);
    rest.remove_prefix(equals + 1);
    const auto end = takes_the_rest(key) ? rest.size() : std::min(rest.find(','), rest.size());
    parts.emplace_back(key, rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return fault_from_parts(parts, std::string(spec));
}

Expected<Fault, std::string> fault_from_json(std::string_view json) {
  const auto object = json_from(json);
  if (!object || json_object_get_type(object->get()) != json_type_object)
    return unexpected<std::string>("a fault is a JSON object");
  std::vector<FaultPart> parts;
  auto end = json_object_iter_end(object->get());
  for (auto at = json_object_iter_begin(object->get()); json_object_iter_equal(&at, &end) == 0;
       json_object_iter_next(&at)) {
    const std::string key = json_object_iter_peek_name(&at);
    auto* const value = json_object_iter_peek_value(&at);
    if (key == "spec") return fault_from(value_text(value));
    if (json_object_get_type(value) == json_type_object)
      add_members(parts, key, value);
    else
      parts.emplace_back(key, value_text(value));
  }
  return fault_from_parts(parts, to_text(*object));
}

}  // namespace wavix::sandbox
