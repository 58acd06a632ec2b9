// SPDX-License-Identifier: BSD-3-Clause
#include "doctor/finding.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace wavix::doctor {

bool is_healthy(const Findings& findings) {
  return std::all_of(findings.begin(), findings.end(), [](const auto& finding) {
    return finding.severity == Severity::ok || finding.severity == Severity::skipped;
  });
}

std::string_view to_string(Severity severity) noexcept {
  switch (severity) {
  case Severity::ok: return "ok";
  case Severity::skipped: return "skipped";
  case Severity::warning: return "warning";
  case Severity::fail: return "fail";
  }
  return "fail";
}

std::string_view to_string(Effect effect) noexcept {
  switch (effect) {
  case Effect::none: return "";
  case Effect::keeps_out: return "keeps_out";
  case Effect::lets_in: return "lets_in";
  case Effect::costs: return "costs";
  }
  return "";
}

std::string line_of(std::string_view text, unsigned number) {
  for (unsigned line = 1; !text.empty(); ++line) {
    const auto end = text.find('\n');
    if (line == number) return std::string(trimmed(text.substr(0, end)));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return {};
}

}  // namespace wavix::doctor
