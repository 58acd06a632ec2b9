// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/faults.hpp"

#include <algorithm>

namespace wavix::sandbox {

std::optional<Fault> Faults::take(std::optional<Operation> operation) {
  const auto found = std::find_if(waiting_.begin(), waiting_.end(), [operation](const Fault& fault) {
    return !fault.on || fault.on == operation;
  });
  if (found == waiting_.end()) return std::nullopt;
  auto fault = *found;
  if (found->times == Fault::always) return fault;
  if (--found->times == 0) waiting_.erase(found);
  return fault;
}

}  // namespace wavix::sandbox
