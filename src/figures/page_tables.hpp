// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

#include "figures/numbers.hpp"

/// The tables of the page, which hold all that its charts show.
namespace wavix::figures {

/// A number as an element's content and attribute: ` data-at="/totals/sends">1,204`.
std::string placed(const std::string& pointer, const Number& number);

std::string outcome_table(const Report& report);
std::string listing_table(const Report& report, const Listing& listing);
/// Names and numbers, below `pointer`.
std::string number_table(const std::string& caption, const std::string& pointer,
                         const std::vector<Number>& numbers);

/// "no country known", where a row has no name.
std::string name_of(const Row& row, const Listing& listing);

}  // namespace wavix::figures
