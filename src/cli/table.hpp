// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <vector>

namespace wavix::cli {

/// Rows, the first of them the headings, as columns with two blanks between; text is made fit for a terminal.
std::string table(std::vector<std::vector<std::string>> rows);

}  // namespace wavix::cli
