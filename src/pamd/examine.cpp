// SPDX-License-Identifier: BSD-3-Clause
#include "pamd/examine.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "pamd/findings.hpp"
#include "pamd/role.hpp"
#include "pamd/sharing.hpp"

namespace wavix::pamd {
namespace {

const Entry* first_of_ours(const Stack& stack) {
  const auto found = std::find_if(stack.entries.begin(), stack.entries.end(), is_ours);
  return found == stack.entries.end() ? nullptr : &*found;
}

Findings findings_of(const Stack& stack) {
  Findings findings;
  examine_lines(stack, findings);
  const auto* ours = first_of_ours(stack);
  if (ours == nullptr) {
    findings.add("absent", Severity::note, {stack.file, 0, ""},
                 "no code is asked for: the module is not in it",
                 fmt::format("wavix2fa enable {}", stack.service));
    return findings;
  }
  if (leaves_out(*ours, stack.service))
    findings.add("service-left-out", Severity::error, ours->place,
                 fmt::format("no code is asked for: services= does not name {}", stack.service),
                 fmt::format("add {} to services=", stack.service));
  examine_ways(stack, findings);
  return findings;
}

}  // namespace

std::vector<Finding> examine(const Stack& stack) { return findings_of(stack).taken(); }

std::vector<Finding> examine(const Tree& tree, const std::string& service) {
  const auto stack = auth_stack(tree, service);
  auto findings = findings_of(stack);
  if (const auto others = also_asked(tree, stack); !others.empty())
    findings.add("shared-file", Severity::warning, first_of_ours(stack)->place,
                 fmt::format("other services ask for a code too, as they include the file: {}",
                             fmt::join(others, ", ")),
                 fmt::format("add services={} to the line, or move it to the service's own file", service));
  return findings.taken();
}

}  // namespace wavix::pamd
