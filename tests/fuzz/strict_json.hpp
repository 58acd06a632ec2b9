// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"

/// JSON as RFC 8259 has it, read without json-c: what the client made of a reply is held against this.
namespace wavix::fuzz {

struct Member {
  std::string name;        ///< of its escapes, those of ASCII are undone
  std::string_view value;  ///< as it stands in the text
};

class StrictJson {
public:
  /// The members of the object that is all of `text`; nothing: it is no such object, or far too deep.
  static std::optional<std::vector<Member>> members_of(std::string_view text) {
    StrictJson reader(text);
    reader.skip_white();
    if (!reader.rest_.starts_with('{') || !reader.object(0)) return std::nullopt;
    reader.skip_white();
    if (!reader.rest_.empty()) return std::nullopt;
    return std::move(reader.members_);
  }

private:
  static constexpr int deepest = 100;

  explicit StrictJson(std::string_view text) : rest_(text) {}

  void skip_white() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size())); }
  bool take(std::string_view wanted) {
    if (!rest_.starts_with(wanted)) return false;
    rest_.remove_prefix(wanted.size());
    return true;
  }
  bool take_digits() {
    const auto count = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
    rest_.remove_prefix(count);
    return count > 0;
  }

  bool object(int depth) {
    if (!take("{")) return false;
    skip_white();
    if (take("}")) return true;
    do {
      skip_white();
      std::string name;
      if (!string(&name)) return false;
      skip_white();
      if (!take(":")) return false;
      skip_white();
      const auto from = rest_;
      if (!value(depth + 1)) return false;
      if (depth == 0) members_.push_back({name, from.substr(0, from.size() - rest_.size())});
      skip_white();
    } while (take(","));
    return take("}");
  }
  bool array(int depth) {
    if (!take("[")) return false;
    skip_white();
    if (take("]")) return true;
    do {
      skip_white();
      if (!value(depth + 1)) return false;
      skip_white();
    } while (take(","));
    return take("]");
  }
  bool value(int depth) {
    if (depth > deepest || rest_.empty()) return false;
    if (rest_.front() == '{') return object(depth);
    if (rest_.front() == '[') return array(depth);
    if (rest_.front() == '"') return string(nullptr);
    return take("true") || take("false") || take("null") || number();
  }
  bool number() {
    take("-");
    if (!take("0") && !take_digits()) return false;
    if (take(".") && !take_digits()) return false;
    if (!take("e") && !take("E")) return true;
    if (!take("+")) take("-");
    return take_digits();
  }
  bool string(std::string* into) {
    if (!take("\"")) return false;
    while (!rest_.empty() && rest_.front() != '"') {
      const char c = rest_.front();
      if (static_cast<unsigned char>(c) < 0x20) return false;
      rest_.remove_prefix(1);
      if (c == '\\' ? !escape(into) : (add(into, {&c, 1}), false)) return false;
    }
    return take("\"");
  }
  bool escape(std::string* into) {
    constexpr std::string_view names = "\"\\/bfnrt", meanings = "\"\\/\b\f\n\r\t";
    if (rest_.empty()) return false;
    if (const auto at = names.find(rest_.front()); at != std::string_view::npos) {
      rest_.remove_prefix(1);
      return add(into, meanings.substr(at, 1)), true;
    }
    const auto unicode = rest_.substr(0, 5);
    if (unicode.size() < 5 || unicode.front() != 'u') return false;
    if (unicode.find_first_not_of("0123456789abcdefABCDEF", 1) != std::string_view::npos) return false;
    rest_.remove_prefix(5);
    const auto code = std::stoul(std::string(unicode.substr(1)), nullptr, 16);
    const char ascii = static_cast<char>(code);
    add(into, code < 0x80 ? std::string_view(&ascii, 1) : unicode);
    return true;
  }
  static void add(std::string* into, std::string_view text) {
    if (into != nullptr) into->append(text);
  }

  std::string_view rest_;
  std::vector<Member> members_;
};

/// Whether a 200 with this body says that a code was right: is_valid is there once, and literally true;
/// nothing denies it.
inline bool says_valid(std::string_view body) {
  const auto members = StrictJson::members_of(body);
  if (!members) return false;
  const auto count = [&](std::string_view name, std::optional<std::string_view> value) {
    return std::count_if(members->begin(), members->end(), [&](const Member& member) {
      return member.name == name && (!value || member.value == *value);
    });
  };
  return count("is_valid", std::nullopt) == 1 && count("is_valid", "true") == 1 &&
         count("success", "false") == 0 && count("error", "true") == 0;
}

}  // namespace wavix::fuzz
