// SPDX-License-Identifier: BSD-3-Clause
#include "wavix/json_text.hpp"

#include "base/text.hpp"

namespace wavix::api {
namespace {

constexpr std::string_view white_space = " \t\r\n";
constexpr std::string_view word_characters =
    "+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

/// Takes the characters in `set` off the front of `text`.
std::string_view take_while(std::string_view& text, std::string_view set) {
  const auto taken = text.substr(0, text.find_first_not_of(set));
  text.remove_prefix(taken.size());
  return taken;
}

bool take(std::string_view& text, char wanted) {
  if (text.empty() || text.front() != wanted) return false;
  text.remove_prefix(1);
  return true;
}

bool is_number(std::string_view word) {
  constexpr std::string_view digits = "0123456789";
  take(word, '-');
  const auto whole = take_while(word, digits);
  if (whole.empty() || (whole.size() > 1 && whole.front() == '0')) return false;
  if (take(word, '.') && take_while(word, digits).empty()) return false;
  if (take(word, 'e') || take(word, 'E')) {
    if (!take(word, '+')) take(word, '-');
    if (take_while(word, digits).empty()) return false;
  }
  return word.empty();
}

enum class StringKind { broken, plain, with_nul };

/// Takes a string, whose opening quote is gone already.
StringKind take_string(std::string_view& text) {
  auto kind = StringKind::plain;
  while (!text.empty()) {
    const char c = text.front();
    if (static_cast<unsigned char>(c) < 0x20) return StringKind::broken;
    if (c == '\\') {
      if (text.starts_with("\\u0000")) kind = StringKind::with_nul;
      if (text.size() < 2) return StringKind::broken;
      text.remove_prefix(2);  // the rest of \uXXXX are plain characters here; json-c looks at them
      continue;
    }
    text.remove_prefix(1);
    if (c == '"') return kind;
  }
  return StringKind::broken;
}

}  // namespace

Expected<std::size_t, std::string> count_members(std::string_view text) {
  std::size_t members = 0;
  while (static_cast<void>(take_while(text, white_space)), !text.empty()) {
    if (const auto word = take_while(text, word_characters); !word.empty()) {
      if (word != "true" && word != "false" && word != "null" && !is_number(word))
        return unexpected("no such word in JSON: " + sanitised(word, 32));
    } else if (take(text, '"')) {
      const auto kind = take_string(text);
      if (kind == StringKind::broken) return unexpected(std::string("a broken string"));
      take_while(text, white_space);
      // json-c ends a name at its first NUL: "is_valid\u0000x" would be "is_valid".
      if (kind == StringKind::with_nul && text.starts_with(':'))
        return unexpected(std::string("a name with a NUL in it"));
    } else if (take(text, ':')) {
      ++members;
    } else if (!take(text, '{') && !take(text, '}') && !take(text, '[') && !take(text, ']') &&
               !take(text, ',')) {
      return unexpected("no such character in JSON: " + sanitised(text.substr(0, 1), 4));
    }
  }
  return members;
}

}  // namespace wavix::api
