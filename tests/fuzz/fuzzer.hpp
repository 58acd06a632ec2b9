// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "base/text.hpp"

/// What libFuzzer and replay.cpp call with each input (https://llvm.org/docs/LibFuzzer.html).
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace wavix::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// Ends the process, which is a finding, unless the property holds that `sentence` states.
inline void require(bool holds, const char* sentence) {
  if (holds) return;
  static_cast<void>(std::fprintf(stderr, "does not hold: %s\n", sentence));
  std::abort();
}

/// What stands before the first `end`, which is taken off `text` with it; all of it if there is none.
inline std::string_view take_up_to(std::string_view& text, std::string_view end) {
  const auto at = std::min(text.find(end), text.size());
  const auto taken = text.substr(0, at);
  text.remove_prefix(std::min(at + end.size(), text.size()));
  return taken;
}
inline std::string_view take_line(std::string_view& text) { return take_up_to(text, "\n"); }
inline std::string_view take_word(std::string_view& line) { return take_up_to(line, " "); }

/// One line that no terminal or log would take for anything else.
inline bool is_clean(std::string_view text) { return sanitised(text, text.size()) == text; }

}  // namespace wavix::fuzz
