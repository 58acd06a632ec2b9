// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/session.hpp"

#include <fmt/format.h>

#include <array>
#include <numeric>
#include <utility>

namespace wavix::sandbox {

std::string to_text(Charge charge) { return fmt::format("{}.{:04}", charge / 10'000, charge % 10'000); }

std::string_view to_string(Status status) noexcept {
  switch (status) {
  case Status::pending: return "pending";
  case Status::verified: return "verified";
  case Status::expired: return "expired";
  case Status::canceled: return "canceled";
  case Status::failed: return "failed";
  }
  return "";
}

Charge total_charge(const Session& session) {
  return std::accumulate(session.events.begin(), session.events.end(), Charge{0},
                         [](Charge sum, const Event& event) { return sum + event.charge; });
}

void settle(Session& session, Time now) {
  if (session.status == Status::pending && now - session.code_sent > code_life)
    session.status = Status::expired;
}

std::string_view country_of(std::string_view number) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 14> prefixes{{
      {"370", "LT"},
      {"371", "LV"},
      {"372", "EE"},
      {"353", "IE"},
      {"31", "NL"},
      {"33", "FR"},
      {"34", "ES"},
      {"39", "IT"},
      {"41", "CH"},
      {"43", "AT"},
      {"44", "GB"},
      {"48", "PL"},
      {"49", "DE"},
      {"1", "US"},
  }};
  for (const auto& [prefix, country] : prefixes)
    if (number.starts_with(prefix)) return country;
  return "ZZ";
}

}  // namespace wavix::sandbox
