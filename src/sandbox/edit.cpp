// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/edit.hpp"

#include <fmt/format.h>

#include "sandbox/json.hpp"

namespace wavix::sandbox {
namespace {

bool is_object(const std::string& body) { return body.starts_with('{'); }

/// A member put first; the text of the others stays, so that names may well be there twice.
std::string with_member(const std::string& body, const std::string& member) {
  if (!is_object(body)) return body;
  return "{" + member + (body == "{}" ? "" : ",") + body.substr(1);
}

std::string with_value(const std::string& body, const Edit& edit) {
  auto object = json_from(body);
  if (!object || !is_object(body)) return body;
  if (edit.kind == Edit::Kind::drop) {
    json_object_object_del(object->get(), edit.name.c_str());
    return to_text(*object);
  }
  // The value may be no JSON at all: it takes its place as text.
  constexpr const char* place = "@value@";
  json_object_object_add(object->get(), edit.name.c_str(), json(place).release());
  auto text = to_text(*object);
  const auto quoted_place = fmt::format("\"{}\"", place);
  return text.replace(text.find(quoted_place), quoted_place.size(), edit.value);
}

/// The member a second time, in front, saying otherwise.
std::string with_duplicate(const std::string& body, const Edit& edit) {
  const auto object = json_from(body);
  json_object* value = nullptr;
  if (!object || json_object_object_get_ex(object->get(), edit.name.c_str(), &value) == 0) return body;
  std::string_view other = R"("00000000000000000000000000000000")";
  if (json_object_get_type(value) == json_type_boolean)
    other = json_object_get_boolean(value) != 0 ? "false" : "true";
  return with_member(body, fmt::format(R"("{}":{})", edit.name, other));
}

std::string padded(const std::string& body, std::size_t size) {
  if (!is_object(body)) return std::string(size, ' ') + body;
  return with_member(body, fmt::format(R"("padding":"{}")", std::string(size, 'x')));
}

std::string nested(const std::string& body, std::size_t depth) {
  const auto nest = std::string(depth, '[') + std::string(depth, ']');
  return is_object(body) ? with_member(body, "\"nest\":" + nest) : nest;
}

}  // namespace

std::string edited(std::string body, const std::vector<Edit>& edits) {
  for (const auto& edit : edits)
    switch (edit.kind) {
    case Edit::Kind::set:
    case Edit::Kind::drop: body = with_value(body, edit); break;
    case Edit::Kind::duplicate: body = with_duplicate(body, edit); break;
    case Edit::Kind::pad: body = padded(body, edit.size); break;
    case Edit::Kind::nest: body = nested(body, edit.size); break;
    case Edit::Kind::mark: body.insert(0, "\xef\xbb\xbf"); break;
    }
  return body;
}

}  // namespace wavix::sandbox
