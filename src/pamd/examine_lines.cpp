// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/format.h>
#include <security/_pam_types.h>

#include "pamd/findings.hpp"

namespace wavix::pamd {
namespace {

void add_faults(const Stack& stack, Findings& findings) {
  for (const auto& [kind, place, reason] : stack.faults) {
    const auto what = fmt::format("{}, so that {}", reason,
                                  stack.aborts ? "nobody gets in" : "this line fails for everybody");
    switch (kind) {
    case Fault::Kind::type:
      findings.add("misspelt-type", Severity::error, place, what,
                   "the first word is auth, account, password or session");
      break;
    case Fault::Kind::control:
      findings.add("misspelt-control", Severity::error, place, what,
                   "the second word is required, requisite, sufficient, optional, include, substack or "
                   "[value=action …]");
      break;
    case Fault::Kind::module: findings.add("no-module", Severity::error, place, what, "name it"); break;
    case Fault::Kind::include:
      findings.add("bad-include", Severity::error, place, what, "take the line out, or mend that file");
      break;
    case Fault::Kind::loop:
      findings.add("include-loop", Severity::error, place, what, "take out the line that leads back");
      break;
    case Fault::Kind::cut_off:
      findings.add("cut-off", Severity::error, place, what, "take the backslash out");
      break;
    }
  }
}

void add_missing(const Stack& stack, Findings& findings) {
  for (const auto& entry : stack.entries)
    if (entry.missing && (is_ours(entry) || !entry.place.text.starts_with('-')))
      findings.add("missing-module", is_ours(entry) ? Severity::error : Severity::warning, entry.place,
                   fmt::format("{} is not on this machine: {}", entry.module,
                               entry.control.actions[PAM_MODULE_UNKNOWN] == action::ignore
                                   ? "the line counts for nothing"
                                   : "the line fails for everybody"),
                   is_ours(entry) ? "install it, or take the line out"
                                  : "install it, or begin the line with -auth");
}

}  // namespace

void examine_lines(const Stack& stack, Findings& findings) {
  add_faults(stack, findings);
  add_missing(stack, findings);
}

}  // namespace wavix::pamd
