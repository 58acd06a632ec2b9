// SPDX-License-Identifier: BSD-3-Clause
#include "figures/report.hpp"

#include <fmt/format.h>

namespace wavix::figures {
namespace {

void judge(const std::string& whose, const Row& row, std::vector<std::string>& said) {
  const auto share = row.conversion();
  if (!share || row.verifications < enough_verifications || *share >= healthy_conversion) return;
  const auto what =
      fmt::format("{}: {} % of {} verifications ended with the right code", whose, *share, row.verifications);
  said.push_back(
      *share < conversion_of_an_attack
          ? what + ", as in an attack that has codes sent for nothing; see policy.countries and [limits]"
          : fmt::format("{}, where {} to 80 % is healthy", what, healthy_conversion));
}

}  // namespace

std::optional<unsigned> Row::conversion() const {
  if (verifications == 0) return std::nullopt;
  return static_cast<unsigned>((converted * 200 + verifications) / (2 * verifications));
}

Row& Row::operator+=(const Row& other) {
  logins += other.logins;
  verified += other.verified;
  failed += other.failed;
  sends += other.sends;
  sends_verified += other.sends_verified;
  sends_failed += other.sends_failed;
  verifications += other.verifications;
  converted += other.converted;
  cost += other.cost;
  return *this;
}

std::vector<std::string> hints(const Report& report) {
  std::vector<std::string> said;
  judge("all", report.totals, said);
  for (const auto& country : report.countries)
    judge(country.name.empty() ? "no known country" : country.name, country, said);
  return said;
}

}  // namespace wavix::figures
