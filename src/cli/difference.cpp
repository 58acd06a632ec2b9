// SPDX-License-Identifier: BSD-3-Clause
#include "cli/difference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/text.hpp"
#include "cli/paint.hpp"

namespace wavix::cli {
namespace {

constexpr std::size_t context = 3;

using Lines = std::vector<std::string_view>;

Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

struct Step {
  char sign;  ///< ' ', '-' or '+'
  std::string_view line;
};

/// By the longest common subsequence. A table of all pairs: the files are short.
std::vector<Step> steps_between(const Lines& before, const Lines& after) {
  const auto rows = before.size();
  const auto columns = after.size();
  std::vector<std::vector<std::size_t>> longest(rows + 1, std::vector<std::size_t>(columns + 1));
  for (auto i = rows; i-- > 0;)
    for (auto j = columns; j-- > 0;)
      longest[i][j] =
          before[i] == after[j] ? longest[i + 1][j + 1] + 1 : std::max(longest[i + 1][j], longest[i][j + 1]);
  std::vector<Step> steps;
  for (std::size_t i = 0, j = 0; i < rows || j < columns;) {
    if (i < rows && j < columns && before[i] == after[j]) {
      steps.push_back({' ', before[i++]});
      ++j;
    } else if (j == columns || (i < rows && longest[i + 1][j] >= longest[i][j + 1])) {
      steps.push_back({'-', before[i++]});
    } else {
      steps.push_back({'+', after[j++]});
    }
  }
  return steps;
}

std::string shown(const Step& step) {
  const bool whole = step.line.ends_with('\n');
  std::string text(whole ? step.line.substr(0, step.line.size() - 1) : step.line);
  std::replace(text.begin(), text.end(), '\t', ' ');
  const auto paint = step.sign == '+' ? Paint::good : step.sign == '-' ? Paint::bad : Paint::none;
  return painted(paint, step.sign + sanitised(text, 2000)) +
         (whole ? "\n" : "\n\\ No newline at end of file\n");
}

}  // namespace

std::string difference(std::string_view old_name, std::string_view old_text, std::string_view new_name,
                       std::string_view new_text) {
  const auto steps = steps_between(lines_of(old_text), lines_of(new_text));
  const auto differs = [&](std::size_t at) { return steps[at].sign != ' '; };
  std::string text;
  std::size_t old_line = 1;
  std::size_t new_line = 1;
  for (std::size_t at = 0; at < steps.size();) {
    // How far the next change is, and so whether this line is of its context.
    auto change = at;
    while (change < steps.size() && !differs(change))
      ++change;
    if (change == steps.size()) break;
    const auto begin = std::max(at, change - std::min(change, context));
    old_line += begin - at;
    new_line += begin - at;
    auto end = change;
    for (auto look = change; look < steps.size() && look <= end + 2 * context + 1; ++look)
      if (differs(look)) end = look;
    end = std::min(end + 1 + context, steps.size());
    std::size_t old_count = 0;
    std::size_t new_count = 0;
    std::string hunk;
    for (at = begin; at < end; ++at) {
      if (steps[at].sign != '+') ++old_count;
      if (steps[at].sign != '-') ++new_count;
      hunk += shown(steps[at]);
    }
    text +=
        painted(Paint::faint, fmt::format("@@ -{},{} +{},{} @@", old_count == 0 ? old_line - 1 : old_line,
                                          old_count, new_count == 0 ? new_line - 1 : new_line, new_count)) +
        "\n" + hunk;
    old_line += old_count;
    new_line += new_count;
  }
  if (text.empty()) return text;
  return fmt::format("--- {}\n+++ {}\n{}", old_name, new_name, text);
}

}  // namespace wavix::cli
