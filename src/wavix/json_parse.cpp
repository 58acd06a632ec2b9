// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <climits>
#include <cstddef>
#include <new>

#include "wavix/json.hpp"
#include "wavix/json_text.hpp"

namespace wavix::api {
namespace {

constexpr int deepest = 16;

std::size_t members_in(json_object* value) {
  std::size_t count = 0;
  if (json_object_is_type(value, json_type_array) != 0)
    for (std::size_t i = 0; i < json_object_array_length(value); ++i)
      count += members_in(json_object_array_get_idx(value, i));
  if (json_object_is_type(value, json_type_object) == 0) return count;
  const auto end = json_object_iter_end(value);
  for (auto at = json_object_iter_begin(value); json_object_iter_equal(&at, &end) == 0;
       json_object_iter_next(&at))
    count += 1 + members_in(json_object_iter_peek_value(&at));
  return count;
}

/// Without JSON's white space at both ends.
std::string_view bare(std::string_view text) {
  constexpr std::string_view white = " \t\r\n";
  text.remove_prefix(std::min(text.find_first_not_of(white), text.size()));
  return text.substr(0, text.find_last_not_of(white) + 1);
}

}  // namespace

Expected<Json, Wrong> Json::parse(std::string_view text) {
  text = bare(text);
  if (!text.starts_with('{') && !text.starts_with('['))
    return unexpected(Wrong("not a JSON object or array"));
  if (text.size() > INT_MAX) return unexpected(Wrong("not JSON: far too large"));
  const auto members = count_members(text);
  if (!members) return unexpected("not JSON: " + members.error());

  const Handle<json_tokener, json_tokener_free> tokener(json_tokener_new_ex(deepest));
  if (!tokener) throw std::bad_alloc();
  json_tokener_set_flags(tokener.get(), JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
  Json json(json_tokener_parse_ex(tokener.get(), text.data(), static_cast<int>(text.size())));
  const auto error = json_tokener_get_error(tokener.get());
  if (error == json_tokener_continue) return unexpected(Wrong("not JSON: it ends too soon"));
  if (error != json_tokener_success) return unexpected(Wrong("not JSON: ") + json_tokener_error_desc(error));
  if (json_tokener_get_parse_end(tokener.get()) != text.size())
    return unexpected(Wrong("not JSON: something follows the value"));
  // json-c keeps the last of several members with one name, and says nothing.
  if (members_in(json.root_.get()) != *members)
    return unexpected(Wrong("an object has two members of one name"));
  return json;
}

}  // namespace wavix::api
