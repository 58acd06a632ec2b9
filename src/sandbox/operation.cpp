// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/operation.hpp"

#include <array>

namespace wavix::sandbox {
namespace {

struct Row {
  Operation operation;
  std::string_view word;
  std::string_view method;
  std::array<std::string_view, 3> path;  ///< after /v1/two-fa/; "*" is an id, "" nothing
};

constexpr std::array<Row, 6> rows{{
    {Operation::create, "create", "POST", {"verification", "", ""}},
    {Operation::resend, "resend", "POST", {"verification", "*", ""}},
    {Operation::check, "check", "POST", {"verification", "*", "check"}},
    {Operation::cancel, "cancel", "PATCH", {"verification", "*", "cancel"}},
    {Operation::sessions, "sessions", "GET", {"service", "*", "sessions"}},
    {Operation::events, "events", "GET", {"session", "*", "events"}},
}};

bool matches(const Row& row, const std::vector<std::string>& path) {
  constexpr std::size_t prefix = 2;
  if (path.size() < prefix || path[0] != "v1" || path[1] != "two-fa") return false;
  if (path.size() > prefix + row.path.size()) return false;
  for (std::size_t i = 0; i < row.path.size(); ++i) {
    const std::string_view piece = prefix + i < path.size() ? std::string_view(path[prefix + i]) : "";
    if (row.path.at(i) == "*" ? piece.empty() : piece != row.path.at(i)) return false;
  }
  return true;
}

}  // namespace

std::string_view to_string(Operation operation) noexcept {
  for (const auto& row : rows)
    if (row.operation == operation) return row.word;
  return "";
}

std::optional<Operation> operation_from(std::string_view word) noexcept {
  for (const auto& row : rows)
    if (row.word == word) return row.operation;
  return std::nullopt;
}

std::string_view method_of(Operation operation) noexcept {
  for (const auto& row : rows)
    if (row.operation == operation) return row.method;
  return "";
}

std::optional<Route> route_of(std::string_view method, const Target& target) {
  for (const auto& row : rows)
    if (matches(row, target.path))
      return Route{row.operation, target.path.size() > 3 ? target.path[3] : "", row.method == method};
  return std::nullopt;
}

}  // namespace wavix::sandbox
