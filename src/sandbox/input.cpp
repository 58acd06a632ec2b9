// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/input.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/text.hpp"
#include "sandbox/json.hpp"

namespace wavix::sandbox {
namespace {

bool is_json_type(std::string_view type) {
  const auto essence = trimmed(type.substr(0, type.find(';')));
  return essence == "application/json";
}

void find_unknown(json_object* body, std::span<const std::string_view> names, Violations& problems) {
  auto end = json_object_iter_end(body);
  for (auto at = json_object_iter_begin(body); json_object_iter_equal(&at, &end) == 0;
       json_object_iter_next(&at)) {
    const std::string_view name = json_object_iter_peek_name(&at);
    if (std::find(names.begin(), names.end(), name) == names.end())
      problems.push_back(fmt::format("Field \"{}\" is not allowed", name));
  }
}

std::string field(json_object* body, std::string_view name, Violations& problems) {
  json_object* value = nullptr;
  if (json_object_object_get_ex(body, std::string(name).c_str(), &value) == 0) {
    problems.push_back(fmt::format("Field \"{}\" is required", name));
    return {};
  }
  auto text = string_of(value);
  if (!text) problems.push_back(fmt::format("Field \"{}\" must be a string", name));
  return std::move(text).value_or("");
}

}  // namespace

Expected<std::vector<std::string>, Refusal>
fields_from(const Request& request, std::span<const std::string_view> names, Violations& violations) {
  Violations problems;
  const auto type = header_of(request.headers, "Content-Type").value_or("");
  if (!is_json_type(type)) problems.push_back(fmt::format("Content-Type '{}' is not application/json", type));
  const auto body = json_from(request.body);
  std::vector<std::string> values;
  if (!body || json_object_get_type(body->get()) != json_type_object) {
    problems.emplace_back("The body is not a JSON object");
  } else {
    find_unknown(body->get(), names, problems);
    for (const auto name : names)
      values.push_back(field(body->get(), name, problems));
  }
  if (problems.empty()) return values;
  violations.insert(violations.end(), problems.begin(), problems.end());
  return unexpected(invalid(fmt::format("{}", fmt::join(problems, ", "))));
}

std::string wrong_with_number(std::string_view to) {
  constexpr std::size_t shortest = 7;  // no country has shorter mobile numbers
  constexpr std::size_t longest = 15;  // E.164
  if (to.starts_with('+')) return "has a plus sign";
  if (!all_digits(to)) return "is not all digits";
  if (to.front() == '0') return "starts with 0, no country code does";
  if (to.size() < shortest || to.size() > longest) return fmt::format("has {} digits", to.size());
  return {};
}

Refusal invalid(const std::string& what, int status) {
  return {status, "Request validation errors: " + what, {}};
}

}  // namespace wavix::sandbox
