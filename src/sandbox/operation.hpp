// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sandbox/target.hpp"

namespace wavix::sandbox {

/// The six things that the API does.
enum class Operation { create, resend, check, cancel, sessions, events };

std::string_view to_string(Operation operation) noexcept;
std::optional<Operation> operation_from(std::string_view word) noexcept;
/// The one method that it takes.
std::string_view method_of(Operation operation) noexcept;

struct Route {
  Operation operation;
  std::string id;  ///< of the session or service in the path, if any
  bool right_method;
};
/// Nothing for a path that the API does not have.
std::optional<Route> route_of(std::string_view method, const Target& target);

}  // namespace wavix::sandbox
