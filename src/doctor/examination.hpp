// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "doctor/finding.hpp"
#include "pamd/stack.hpp"

namespace wavix::doctor {

struct Order {
  std::string conf;                          ///< empty: the default file
  std::string looked_up = "root";            ///< the user whom a directory is asked for
  std::function<void(std::string_view)> at;  ///< told what is being looked at; may be empty
};

/// Everything that doctor looks at, subject by subject. Each check stands alone: a configuration that is
/// wrong, or a network that is down, keeps none of the others from being made. Changes nothing.
Findings examine(const Order& order);

/// The problems for which the module must not be put into a service: they would keep everybody out of it, or
/// let in without a code. `stack`: the service's, as it is to be; what is wrong with that itself is
/// pamd::examine()'s to tell.
Findings blockers(const Order& order, const pamd::Stack& stack);

}  // namespace wavix::doctor
