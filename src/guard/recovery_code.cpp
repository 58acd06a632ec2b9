// SPDX-License-Identifier: BSD-3-Clause
#include "guard/recovery_code.hpp"

#include <sys/random.h>

#include <array>
#include <cstddef>
#include <stdexcept>

namespace wavix::guard {
namespace {

constexpr std::string_view symbols = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t length = 16;
constexpr std::size_t selector_length = 3;
constexpr std::size_t group = 4;

/// The symbol that was meant; nothing if none can have been.
std::optional<char> symbol_of(char typed) {
  const char c = typed >= 'A' && typed <= 'Z' ? static_cast<char>(typed - 'A' + 'a') : typed;
  if (c == 'o') return '0';
  if (c == 'i' || c == 'l') return '1';
  if (symbols.find(c) == std::string_view::npos) return std::nullopt;
  return c;
}

}  // namespace

RecoveryCode new_recovery_code() {
  std::array<unsigned char, length> random{};
  if (::getrandom(random.data(), random.size(), 0) != ssize_t{length})
    throw std::runtime_error("the kernel gives no random bits");
  std::array<char, length + length / group - 1> text{};
  std::size_t at = 0;
  for (std::size_t i = 0; i < length; ++i) {
    if (i != 0 && i % group == 0) text.at(at++) = '-';
    text.at(at++) = symbols[random.at(i) % symbols.size()];
  }
  auto code = RecoveryCode::copy_of({text.data(), text.size()});
  ::explicit_bzero(random.data(), random.size());
  ::explicit_bzero(text.data(), text.size());
  return std::move(code).value();
}

std::optional<RecoveryCodeParts> recovery_code_parts(std::string_view typed) {
  std::array<char, length> meant{};
  std::size_t at = 0;
  bool right = true;
  for (const char c : typed) {
    if (c == '-' || c == ' ') continue;
    const auto symbol = symbol_of(c);
    right = symbol && at < length;
    if (!right) break;
    meant.at(at++) = *symbol;
  }
  std::optional<RecoveryCodeParts> parts;
  if (right && at == length)
    parts = RecoveryCodeParts{std::string(meant.data(), selector_length),
                              Secret<13>::copy_of({meant.data() + selector_length, 13}).value()};
  ::explicit_bzero(meant.data(), meant.size());
  return parts;
}

}  // namespace wavix::guard
