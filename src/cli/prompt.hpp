// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>

#include "base/secret.hpp"

namespace wavix::cli {

/// A question on standard error and its answer, a line of standard input. Where that is a terminal it is as
/// before afterwards.
class Prompt {
public:
  Prompt(std::string text, bool echo);
  Prompt(const Prompt&) = delete;
  Prompt& operator=(const Prompt&) = delete;
  ~Prompt();

  /// Something else was written in between: the question once more.
  void show() const;
  /// To be called when standard input is readable; true: the answer is there, or there will be none.
  bool read_on();
  /// Nothing was typed: end of file.
  [[nodiscard]] bool ended() const noexcept { return ended_; }
  /// Longer than an Answer can be.
  [[nodiscard]] bool too_long() const noexcept { return too_long_; }
  [[nodiscard]] std::string_view answer() const noexcept { return {line_.data(), size_}; }

private:
  std::string text_;
  bool hides_ = false;  ///< the terminal's echo, which was on
  bool ended_ = false, too_long_ = false;
  std::array<char, 512> line_{};
  std::size_t size_ = 0;
};

}  // namespace wavix::cli
