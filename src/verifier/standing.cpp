// SPDX-License-Identifier: BSD-3-Clause
#include "verifier/standing.hpp"

#include <utility>

namespace wavix::verifier {
namespace {

/// The end of a login that earlier ones, or break-glass, have decided; or that cannot be counted.
std::optional<End> ask_the_guard(const Request& request, const config::Config& config, Standing& standing) {
  const auto& admission = standing.admission;
  auto guard = LoginGuard::open(config, request, admission ? admission->account : request.user);
  if (!guard) return guard.error();
  standing.guard.emplace(std::move(*guard));
  const auto broken = standing.guard->broken_glass();
  if (!broken) return broken.error();
  if (*broken || !admission) return *broken;  // whose earlier logins would count is not known
  const auto earlier = standing.guard->earlier_logins();
  return earlier ? *earlier : earlier.error();
}

}  // namespace

Standing standing_of(const Request& request, const config::Config& config,
                     std::vector<std::string>& warnings) {
  Standing standing{admit(request, config, warnings), std::nullopt, std::nullopt};
  const auto& admission = standing.admission;
  // What is only not known, break-glass may still let past.
  const bool surely_over = !admission && admission.error().verdict != Verdict::unavailable;
  const bool watched = admission && admission->monitor;
  if (!surely_over && !watched) standing.end = ask_the_guard(request, config, standing);
  if (!standing.end && !admission) standing.end = admission.error();
  return standing;
}

}  // namespace wavix::verifier
