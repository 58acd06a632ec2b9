// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contacts/user_file.hpp"

namespace wavix::contacts {

/// A users.conf as lines, which are counted from 1 as read_ini() does.
class UserFileLines {
public:
  /// `text` must outlive it.
  explicit UserFileLines(std::string_view text);

  /// Where a line begins, the first one behind a byte order mark; behind the last one: the text's end.
  [[nodiscard]] std::size_t begin(unsigned line) const;
  /// White space and no more; behind the last line: false.
  [[nodiscard]] bool is_blank(unsigned line) const;
  /// What stands behind a value in its line, without the line's end: " ; a comment".
  [[nodiscard]] std::string_view behind(const Written& value) const;
  /// The line behind which a new one of [users] belongs: the last that gives a number there, or else the last
  /// of what stands together with the heading; nothing: there is no [users].
  [[nodiscard]] std::optional<unsigned> end_of_users() const;
  /// As the first line ends: "\n" or "\r\n".
  [[nodiscard]] const std::string& line_end() const noexcept { return line_end_; }

private:
  [[nodiscard]] bool is_comment(unsigned line) const;

  std::string_view text_;
  std::string line_end_;
  std::vector<std::size_t> begins_;
};

}  // namespace wavix::contacts
