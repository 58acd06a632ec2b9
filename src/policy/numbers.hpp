// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/expected.hpp"

namespace wavix::policy {

/// Whether codes may be sent to a number of this country (policy.countries). Both are ISO 3166-1 alpha-2 in
/// capitals. An empty list has all of them, one that is not empty never an unknown country ("", "ZZ", "001").
bool country_allowed(const std::vector<std::string>& countries, std::string_view country);

/// Whether codes may be sent to a number of this type (policy.number_types), or why not, for people.
/// `types`: as written; empty: all but voip. premium-rate and shared-cost never are. `told`: what Wavix's
/// number_lookup says, in words that Wavix nowhere lists: "mobile", "toll-free", "Non-fixed VoIP"; nothing if
/// it says nothing. Case, blanks and '_' for '-' make no difference.
Expected<void, std::string> type_allowed(const std::vector<std::string>& types,
                                         const std::optional<std::string>& told);

}  // namespace wavix::policy
