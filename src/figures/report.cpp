// SPDX-License-Identifier: BSD-3-Clause
#include "figures/report.hpp"

#include <fmt/format.h>

#include <utility>

namespace wavix::figures {
namespace {

struct Hints {
  std::vector<std::string> attacks, low;

  void judge(const std::string& whose, const Row& row) {
    const auto share = row.conversion();
    if (!share || row.verifications < enough_verifications || *share >= healthy_conversion) return;
    const auto what = fmt::format("{}: {} % of {} verifications ended with the right code", whose, *share,
                                  row.verifications);
    if (*share < conversion_of_an_attack)
      attacks.push_back(
          what + ", as in an attack that has codes sent for nothing; see policy.countries and [limits]");
    else
      low.push_back(fmt::format("{}, where {} to 80 % is healthy", what, healthy_conversion));
  }
};

}  // namespace

std::optional<unsigned> Row::conversion() const {
  if (verifications == 0) return std::nullopt;
  return static_cast<unsigned>((converted * 200 + verifications) / (2 * verifications));
}

void Row::count(const guard::LoginRecord& login, Outcome outcome) {
  ++logins;
  sends += login.sends;
  if (outcome == Outcome::verified) {
    ++verified;
    sends_verified += login.sends;
  } else if (outcome == Outcome::failed) {
    ++failed;
    sends_failed += login.sends;
  }
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
  Hints said;
  said.judge("all", report.totals);
  for (const auto& country : report.countries)
    said.judge(country.name.empty() ? "no known country" : country.name, country);
  auto all = std::move(said.attacks);
  all.insert(all.end(), said.low.begin(), said.low.end());
  return all;
}

}  // namespace wavix::figures
