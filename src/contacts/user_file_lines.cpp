// SPDX-License-Identifier: BSD-3-Clause
#include "contacts/user_file_lines.hpp"

#include <algorithm>

#include "base/ini.hpp"
#include "base/text.hpp"

namespace wavix::contacts {
namespace {

/// Finds the last [users], and the last key in it.
class UsersSection final : public IniSink {
public:
  void section(std::string_view name, unsigned line) override {
    inside_ = name == "users";
    if (!inside_) return;
    heading_ = line;
    last_key_.reset();
  }
  void setting(std::string_view, std::string_view, unsigned line) override {
    if (inside_) last_key_ = line;
  }
  void wrong(unsigned, std::string) override {}

  [[nodiscard]] std::optional<unsigned> heading() const { return heading_; }
  [[nodiscard]] std::optional<unsigned> last_key() const { return last_key_; }

private:
  std::optional<unsigned> heading_, last_key_;
  bool inside_ = false;
};

}  // namespace

UserFileLines::UserFileLines(std::string_view text) : text_(text) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  for (std::size_t at = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0; at < text.size();) {
    begins_.push_back(at);
    at = std::min(text.find('\n', at), text.size() - 1) + 1;
  }
  const auto first = text.substr(0, text.find('\n'));
  line_end_ = first.ends_with('\r') && first.size() < text.size() ? "\r\n" : "\n";
}

std::size_t UserFileLines::begin(unsigned line) const {
  return line <= begins_.size() ? begins_[line - 1] : text_.size();
}

bool UserFileLines::is_blank(unsigned line) const {
  return line <= begins_.size() && trimmed(text_.substr(begin(line), begin(line + 1) - begin(line))).empty();
}

bool UserFileLines::is_comment(unsigned line) const {
  const auto text = trimmed(text_.substr(begin(line), begin(line + 1) - begin(line)));
  return text.starts_with('#') || text.starts_with(';');
}

std::string_view UserFileLines::behind(const Written& value) const {
  const auto end = begin(value.line + 1);
  const auto at = value.text.empty()
                      ? text_.find('=', begin(value.line)) + 1
                      : static_cast<std::size_t>(value.text.data() - text_.data()) + value.text.size();
  auto rest = text_.substr(at, end - at);
  while (rest.ends_with('\n') || rest.ends_with('\r'))
    rest.remove_suffix(1);
  return rest;
}

std::optional<unsigned> UserFileLines::end_of_users() const {
  UsersSection users;
  read_ini(text_, users);
  if (users.last_key() || !users.heading()) return users.last_key();
  auto line = *users.heading();
  while (is_comment(line + 1))
    ++line;
  return line;
}

}  // namespace wavix::contacts
