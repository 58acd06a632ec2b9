// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "config/key_table.hpp"
#include "config/origin.hpp"

namespace wavix::config {

/// What one place says: the file's own sections, one [service NAME], or the module's arguments. A later layer
/// wins over the ones before.
class Layer {
public:
  /// Takes a value, or gives the reason why not: it is not what the key accepts, or the key was given before.
  std::optional<std::string> add(const Key& key, std::string_view value, const Origin& origin);

  void apply_to(Config& config, Origins& origins) const;

private:
  struct Given {
    std::string value;
    Origin origin;
  };
  std::map<const Key*, Given> given_;
};

}  // namespace wavix::config
