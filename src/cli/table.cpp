// SPDX-License-Identifier: BSD-3-Clause
#include "cli/table.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace wavix::cli {
namespace {

/// The next character of valid UTF-8; `text` is not empty.
char32_t take_character(std::string_view& text) {
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  char32_t character = length == 1 ? first : first & (0x7FU >> length);
  for (std::size_t i = 1; i < std::min(length, text.size()); ++i)
    character = (character << 6U) | (static_cast<unsigned char>(text[i]) & 0x3FU);
  text.remove_prefix(std::min(length, text.size()));
  return character;
}

struct Range {
  char32_t first, last;
};

// wcwidth(3) knows only what the locale does, and this program sets none. These are the blocks that matter in
// names: combining marks of Latin, Cyrillic, Hebrew and Arabic, and what East Asia writes wide.
constexpr Range zero[] = {{0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x064B, 0x065F},
                          {0x200B, 0x200F}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}};
constexpr Range wide[] = {{0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},  {0xAC00, 0xD7A3},
                          {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},  {0xFFE0, 0xFFE6},
                          {0x1F300, 0x1F64F}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};

template <std::size_t Size>
bool is_in(char32_t character, const Range (&ranges)[Size]) {
  return std::any_of(std::begin(ranges), std::end(ranges),
                     [&](const Range& range) { return character >= range.first && character <= range.last; });
}

std::string line_of(const Row& row, const std::vector<std::size_t>& widths,
                    const std::vector<std::size_t>& right) {
  std::string line, blanks;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const auto& [text, paint] = row[i];
    const std::string gap(widths[i] - width_of(text), ' ');
    const bool at_right = std::find(right.begin(), right.end(), i) != right.end();
    if (at_right) blanks += gap;
    if (!text.empty()) line += blanks + painted(paint, text);  // so that no line ends in blanks
    if (!text.empty()) blanks.clear();
    blanks += (at_right ? "" : gap) + "  ";
  }
  return line + "\n";
}

}  // namespace

std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const auto character = take_character(text);
    if (!is_in(character, zero)) width += is_in(character, wide) ? 2 : 1;
  }
  return width;
}

std::string padded(std::string_view text, std::size_t width, bool right) {
  const auto taken = width_of(text);
  const std::string gap(taken < width ? width - taken : 0, ' ');
  return right ? gap + std::string(text) : std::string(text) + gap;
}

std::string table(std::vector<Row> rows, const std::vector<std::size_t>& right) {
  std::vector<std::size_t> widths;
  for (auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) {
      row[i].text = sanitised(row[i].text);
      widths[i] = std::max(widths[i], width_of(row[i].text));
    }
  }
  std::string text;
  for (const auto& row : rows)
    text += line_of(row, widths, right);
  return text;
}

}  // namespace wavix::cli
