// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wavix::sandbox {

/// A request's target, taken apart and percent-decoded.
struct Target {
  std::vector<std::string> path;  ///< between the slashes: "/v1/two-fa" is {"v1", "two-fa"}
  std::vector<std::pair<std::string, std::string>> query;

  /// The first value of that name.
  [[nodiscard]] std::optional<std::string> parameter(std::string_view name) const;
};

Target target_from(std::string_view text);

}  // namespace wavix::sandbox
