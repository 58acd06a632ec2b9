// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "cli/paint.hpp"

namespace wavix::cli {

/// How many columns of a terminal a text takes that is fit for one (wcwidth(3), whatever the locale).
std::size_t width_of(std::string_view text);

/// `text`, and blanks up to `width`: behind it, or for `right` before it.
std::string padded(std::string_view text, std::size_t width, bool right = false);

struct Cell {
  Cell(std::string shown, Paint in = Paint::none) : text(std::move(shown)), paint(in) {}
  Cell(const char* shown) : text(shown) {}

  std::string text;
  Paint paint = Paint::none;
};
using Row = std::vector<Cell>;

/// Rows, the first of them the headings, as columns with two blanks between; text is made fit for a terminal.
/// `right`: the columns, from 0, that stand at their right edge, as numbers do.
std::string table(std::vector<Row> rows, const std::vector<std::size_t>& right = {});

}  // namespace wavix::cli
