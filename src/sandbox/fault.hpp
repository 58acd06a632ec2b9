// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/expected.hpp"
#include "sandbox/http.hpp"
#include "sandbox/operation.hpp"

namespace wavix::sandbox {

/// A change to the JSON of a real reply.
struct Edit {
  enum class Kind { set, drop, duplicate, pad, nest, mark } kind;
  std::string name;   ///< of the member
  std::string value;  ///< JSON for set
  std::size_t size = 0;
};

/// Something that goes wrong with some requests.
struct Fault {
  static constexpr unsigned always = 0;

  std::optional<Operation> on;    ///< nothing: any
  unsigned times = 1;             ///< requests that it still hits; `always` has no end
  std::optional<bool> processed;  ///< is the request carried out? Nothing: if the reply is the real one
  std::optional<int> status;
  std::optional<std::string> body;  ///< instead of the real one
  std::optional<std::string> content_type;
  std::optional<unsigned> retry_after_date;  ///< seconds from now
  Headers headers;
  std::vector<Edit> edits;
  Wire wire;
  std::string text;  ///< as it was given

  /// Is the reply made up, and not the API's?
  [[nodiscard]] bool is_canned() const {
    return status || body || wire.literal || wire.end == Wire::End::reset || wire.end == Wire::End::hang_up;
  }
};

using FaultPart = std::pair<std::string, std::string>;

/// "OPERATION:KEY=VALUE,…"; `text`, `wire`, `set` and `header` take the rest of the line, commas and all.
Expected<Fault, std::string> fault_from(std::string_view spec);
/// {"on":"check","status":503,…}: the same keys.
Expected<Fault, std::string> fault_from_json(std::string_view json);
/// What both are made of.
Expected<Fault, std::string> fault_from_parts(const std::vector<FaultPart>& parts, std::string text);

}  // namespace wavix::sandbox
