// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <vector>

#include "sandbox/fault.hpp"

namespace wavix::sandbox {

/// The faults that wait for their requests. The first that fits is taken.
class Faults {
public:
  void add(Fault fault) { waiting_.push_back(std::move(fault)); }
  void clear() { waiting_.clear(); }
  /// The fault for a request, counted down; `operation` is nothing for a path that the API does not have.
  std::optional<Fault> take(std::optional<Operation> operation);
  [[nodiscard]] const std::vector<Fault>& waiting() const { return waiting_; }

private:
  std::vector<Fault> waiting_;
};

}  // namespace wavix::sandbox
