// SPDX-License-Identifier: BSD-3-Clause
#include <fmt/format.h>
#include <unistd.h>

#include "base/text.hpp"
#include "cli/actor.hpp"
#include "cli/enable.hpp"
#include "cli/progress.hpp"
#include "doctor/examination.hpp"
#include "pamd/examine.hpp"

namespace wavix::cli {
namespace {

/// "/etc/pam.d/sshd:3: what happens; the mend"
std::string line_of(const std::string& file, unsigned number, std::string_view what, std::string_view mend) {
  auto line = number == 0 ? fmt::format("{}: ", file) : fmt::format("{}:{}: ", file, number);
  line += what;
  if (!mend.empty()) line += fmt::format("; {}", mend);
  return sanitised(line, 2000);
}

}  // namespace

std::vector<std::string> blockers(const Global& global, const pamd::Tree& after, const std::string& service) {
  std::vector<std::string> lines;
  for (const auto& finding : pamd::examine(after, service))
    if (finding.severity == pamd::Severity::error)
      lines.push_back(line_of(finding.place.file, finding.place.line, finding.what, finding.mend));
  Progress progress;
  const auto me = actor().name;
  const doctor::Order order{
      .conf = global.conf, .looked_up = me.empty() ? "root" : me, .at = [&](std::string_view what) {
        progress.at(fmt::format("looking at {}", what));
      }};
  for (const auto& finding : doctor::blockers(order, pamd::auth_stack(after, service)))
    lines.push_back(finding.place
                        ? line_of(finding.place->file, finding.place->line, finding.evidence, finding.mend)
                        : line_of(finding.subject, 0, finding.evidence, finding.mend));
  if (::access(WAVIX2FA_VERIFIER, X_OK) != 0)
    lines.emplace_back(WAVIX2FA_VERIFIER " is not there, so that every login would be denied; install it");
  return lines;
}

}  // namespace wavix::cli
