// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wavix {

/// Text from a server, directory or user, fit for a terminal or a log: valid UTF-8 stays but for C0, DEL, C1
/// and the bidirectional controls; each byte of anything else becomes '?'. At most `most` bytes, never cut
/// inside a character.
std::string sanitised(std::string_view text, std::size_t most = 256);

/// sanitised() between single quotes, with ' and \ escaped by a backslash: a value in a key=value log line.
std::string quoted(std::string_view text, std::size_t most = 256);

/// With '*' for each digit of four or more in a row: no telephone number and no code is left.
std::string without_digits(std::string_view text);

constexpr bool is_white(char c) noexcept { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// Without the white space of ASCII at both ends.
constexpr std::string_view trimmed(std::string_view text) noexcept {
  while (!text.empty() && is_white(text.front()))
    text.remove_prefix(1);
  while (!text.empty() && is_white(text.back()))
    text.remove_suffix(1);
  return text;
}

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

constexpr bool all_digits(std::string_view text) noexcept {
  for (const char c : text)
    if (!is_digit(c)) return false;
  return !text.empty();
}

/// For people: "1,204,000".
std::string with_commas(std::uint64_t number);

/// A number of things whose plural only adds an s: "1 login", "1,204 logins".
std::string counted(std::uint64_t number, std::string_view thing);

/// Of a file or a disk, for people: "124 KiB", "1.1 MiB".
std::string size_in_words(std::uint64_t bytes);

/// The whole of `text` as a decimal number; nothing for a sign, a blank, trailing garbage or a value out of
/// range.
template <typename Number>
std::optional<Number> number_from(std::string_view text) noexcept {
  if (!all_digits(text)) return std::nullopt;
  Number number{};
  const auto* end = text.data() + text.size();
  const auto [stopped_at, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || stopped_at != end) return std::nullopt;
  return number;
}

}  // namespace wavix
