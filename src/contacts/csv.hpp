// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wavix::contacts {

/// A record of a CSV file.
struct CsvRow {
  unsigned line = 0;  ///< where it begins
  std::vector<std::string> fields;
  std::string problem;  ///< why it is none; empty: nothing is wrong
};

/// The records of a text in CSV (RFC 4180): fields between separators, in double quotes where they have
/// separators, quotes or line ends in them; lines end in CR LF or LF. A byte order mark may come first. Empty
/// lines are no records. The separator is the comma, or, where the first line has none, the semicolon or the
/// tabulator, which spreadsheets of other countries write.
std::vector<CsvRow> read_csv(std::string_view text);

}  // namespace wavix::contacts
