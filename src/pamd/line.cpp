// SPDX-License-Identifier: BSD-3-Clause
#include "pamd/line.hpp"

namespace wavix::pamd {
namespace {

constexpr std::string_view blanks = " \n\t";

std::string_view without_blanks_after(std::string_view text) {
  const auto last = text.find_last_not_of(blanks);
  return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

std::string bracketed_word(std::string_view line, std::size_t& at) {
  std::string word;
  for (++at; at < line.size() && line[at] != ']'; ++at) {
    if (line[at] == '\\' && at + 1 < line.size() && line[at + 1] == ']') ++at;
    word += line[at];
  }
  ++at;
  return word;
}

}  // namespace

Lines read_lines(std::string_view text) {
  Lines read;
  bool continued = false;
  for (unsigned number = 1; !text.empty(); ++number) {
    const auto end = text.find('\n');
    auto piece = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    piece = piece.substr(0, piece.find('\0'));  // libpam takes lines for C's strings
    const auto begin = piece.find_first_not_of(blanks);
    if (begin == std::string_view::npos || piece[begin] == '#') continue;  // even between joined lines
    if (!continued) read.lines.push_back({number, number, {}});
    auto& line = read.lines.back();
    line.last = number;
    const auto comment = piece.find('#', begin);
    piece = without_blanks_after(piece.substr(begin, comment - begin));
    continued = comment == std::string_view::npos && piece.ends_with('\\');
    if (continued) piece.remove_suffix(1);
    line.text += piece;
    if (continued) line.text += ' ';
  }
  read.cut_off = continued;
  return read;
}

std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> words;
  for (std::size_t at = 0;;) {
    at = line.find_first_not_of(blanks, at);
    if (at == std::string_view::npos) return words;
    if (line[at] == '[') {
      words.push_back(bracketed_word(line, at));
      continue;
    }
    const auto end = line.find_first_of(blanks, at);
    words.emplace_back(line.substr(at, end == std::string_view::npos ? end : end - at));
    if (end == std::string_view::npos) return words;
    at = end + 1;
  }
}

}  // namespace wavix::pamd
