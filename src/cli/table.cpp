// SPDX-License-Identifier: BSD-3-Clause
#include "cli/table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace wavix::cli {

std::string table(std::vector<std::vector<std::string>> rows) {
  std::vector<std::size_t> widths;
  for (auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) {
      row[i] = sanitised(row[i]);
      widths[i] = std::max(widths[i], row[i].size());  // in bytes: at worst a column is wider than it must be
    }
  }
  std::string text;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i)
      line += fmt::format("{:<{}}  ", row[i], widths[i]);
    text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
  return text;
}

}  // namespace wavix::cli
