// SPDX-License-Identifier: BSD-3-Clause
#include "pamd/findings.hpp"

#include <algorithm>

namespace wavix::pamd {

void Findings::add(const char* id, Severity severity, const Place& place, std::string what,
                   std::string mend) {
  for (const auto& finding : all_)
    if (finding.id == id && finding.place.file == place.file && finding.place.line == place.line) return;
  all_.push_back({id, severity, place, std::move(what), std::move(mend)});
}

bool Findings::has(std::string_view id) const {
  return std::any_of(all_.begin(), all_.end(), [&](const Finding& finding) { return finding.id == id; });
}

std::vector<Finding> Findings::taken() {
  std::stable_sort(all_.begin(), all_.end(),
                   [](const Finding& left, const Finding& right) { return left.severity < right.severity; });
  return std::move(all_);
}

}  // namespace wavix::pamd
