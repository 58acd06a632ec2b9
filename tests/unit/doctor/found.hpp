// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

#include "doctor/finding.hpp"

namespace wavix::test {

/// The ids, with a ! before problems.
inline std::string found(const doctor::Findings& findings) {
  std::string ids;
  for (const auto& finding : findings)
    ids += std::string(ids.empty() ? "" : " ") + (finding.severity == doctor::Severity::fail ? "!" : "") +
           finding.id;
  return ids;
}

}  // namespace wavix::test
