// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sandbox/http.hpp"
#include "sandbox/input.hpp"
#include "sandbox/operation.hpp"
#include "sandbox/time.hpp"

namespace wavix::sandbox {

/// A request, and what became of it.
struct Logged {
  std::size_t number = 0;  ///< from 1
  Time at;                 ///< real time: the sandbox's clock may jump
  std::optional<Operation> operation;
  Request request;
  int status = 0;                      ///< 0: no reply
  std::string fault;                   ///< that it met, as it was given
  std::optional<std::size_t> repeats;  ///< number of an earlier POST that was just the same
  Violations violations;
};

class RequestLog {
public:
  /// A POST like an earlier one may be honest: a person asks twice, types the same wrong code again. It is a
  /// violation where the earlier one's answer was lost to a fault within `window`: that is a blind retry.
  static constexpr auto window = std::chrono::seconds(3);

  /// The entry with its number, after its repetition is judged.
  const Logged& add(Logged entry);
  void clear() { entries_.clear(); }
  [[nodiscard]] const std::vector<Logged>& entries() const { return entries_; }

private:
  std::vector<Logged> entries_;
  std::size_t count_ = 0;
};

}  // namespace wavix::sandbox
