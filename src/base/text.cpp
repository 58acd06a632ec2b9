// SPDX-License-Identifier: BSD-3-Clause
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wavix {
namespace {

struct Character {
  std::uint32_t code_point;
  std::size_t size;  // 0: not UTF-8
};

/// The first character of a non-empty text (RFC 3629: no overlong forms, no surrogates, at most U+10FFFF).
Character first_character(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i]));
  };
  const auto lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < size) return {0, 0};
  std::uint32_t code_point = lead & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return {0, 0};
    code_point = (code_point << 6U) | (byte(i) & 0x3FU);
  }
  const std::uint32_t least = size == 2 ? 0x80 : size == 3 ? 0x800 : 0x10000;
  const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (code_point < least || code_point > 0x10FFFF || surrogate) return {0, 0};
  return {code_point, size};
}

/// Controls, and what reorders or hides text (Unicode TR 36: bidi controls, zero-width characters, line
/// separators).
bool disturbs(std::uint32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0x061C || c == 0xFEFF;
}

}  // namespace

std::string sanitised(std::string_view text, std::size_t most) {
  std::string clean;
  while (!text.empty()) {
    const auto [code_point, size] = first_character(text);
    const bool keep = size != 0 && !disturbs(code_point);
    const auto piece = keep ? text.substr(0, size) : std::string_view("?");
    if (clean.size() + piece.size() > most) break;
    clean += piece;
    text.remove_prefix(size == 0 ? 1 : size);
  }
  return clean;
}

std::string without_digits(std::string_view text) {
  constexpr std::size_t telling = 4;
  std::string result(text);
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find_first_not_of("0123456789", at), text.size());
    if (end - at >= telling) result.replace(at, end - at, end - at, '*');
    at = end + 1;
  }
  return result;
}

std::string quoted(std::string_view text, std::size_t most) {
  std::string result = "'";
  for (const char c : sanitised(text, most)) {
    if (c == '\'' || c == '\\') result += '\\';
    result += c;
  }
  return result += "'";
}

std::string with_commas(std::uint64_t number) {
  auto digits = fmt::to_string(number);
  for (auto at = digits.size(); at > 3; at -= 3)
    digits.insert(at - 3, ",");
  return digits;
}

std::string counted(std::uint64_t number, std::string_view thing) {
  return fmt::format("{} {}{}", with_commas(number), thing, number == 1 ? "" : "s");
}

std::string size_in_words(std::uint64_t bytes) {
  constexpr double kib = 1024, mib = kib * 1024, gib = mib * 1024;
  const auto size = static_cast<double>(bytes);
  if (size >= gib) return fmt::format("{:.1f} GiB", size / gib);
  if (size >= mib) return fmt::format("{:.1f} MiB", size / mib);
  return fmt::format("{:.0f} KiB", size / kib);
}

}  // namespace wavix
