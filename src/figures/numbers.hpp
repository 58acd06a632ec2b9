// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "figures/axis.hpp"
#include "figures/report.hpp"

/// A report as numbers with names: what programs, terminals and pages show is all made of these, and so is
/// the same.
namespace wavix::figures {

struct Number {
  const char* name;     ///< for programs: "sends_verified"
  const char* heading;  ///< for people, in a table
  Unit unit = Unit::count;
  std::optional<std::uint64_t> value;  ///< nothing: not known
};

/// Of a line of a table. `billed`: Wavix was asked, so that the cost is known.
std::vector<Number> numbers_of(const Row& row, bool billed);
/// Of the line for an outcome.
std::vector<Number> numbers_of_outcome(const Row& row);
/// Of the whole: those of its line, and those that no line has.
std::vector<Number> totals_of(const Report& report);
/// Of Wavix's list; all unknown, if it was not asked.
std::vector<Number> bill_of(const Report& report);

/// A table of a report.
struct Listing {
  const char* name;     ///< for programs: "countries"
  const char* key;      ///< "country"
  const char* heading;  ///< for people: "Countries"
  const std::vector<Row>* rows;
};
/// Days, channels, countries, services, and users if there are any.
std::vector<Listing> listings_of(const Report& report);

/// For people: "1,204", "$0.0840", "73 %"; "–" if it is not known.
std::string shown(const Number& number);

}  // namespace wavix::figures
