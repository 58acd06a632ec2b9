// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/target.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace wavix::sandbox {
namespace {

std::string decoded(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::uint8_t byte = 0;
    const auto* const digits = text.data() + i + 1;
    if (text[i] == '%' && i + 2 < text.size() &&
        std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2) {
      plain += static_cast<char>(byte);
      i += 2;
    } else {
      plain += text[i];
    }
  }
  return plain;
}

/// Cuts `text` at the first `mark` and gives what stood before it.
std::string_view next_piece(std::string_view& text, char mark) {
  const auto end = std::min(text.find(mark), text.size());
  const auto piece = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return piece;
}

}  // namespace

std::optional<std::string> Target::parameter(std::string_view name) const {
  for (const auto& [key, value] : query)
    if (key == name) return value;
  return std::nullopt;
}

Target target_from(std::string_view text) {
  Target target;
  auto path = next_piece(text, '?');
  if (path.starts_with('/')) path.remove_prefix(1);
  while (!path.empty())
    target.path.push_back(decoded(next_piece(path, '/')));
  while (!text.empty()) {
    auto pair = next_piece(text, '&');
    const auto name = next_piece(pair, '=');
    target.query.emplace_back(decoded(name), decoded(pair));
  }
  return target;
}

}  // namespace wavix::sandbox
