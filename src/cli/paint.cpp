// SPDX-License-Identifier: BSD-3-Clause
#include "cli/paint.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>

namespace wavix::cli {
namespace {

/// Of the person's own terminal, so the environment may tell.
bool is_set(const char* name) {
  const char* const value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

bool is_dumb() {
  const char* const term = std::getenv("TERM");
  return term == nullptr || std::string_view(term) == "dumb";
}

bool in_colour() {
  static const bool result = ::isatty(STDOUT_FILENO) == 1 && !is_set("NO_COLOR") && !is_dumb();
  return result;
}

/// Select Graphic Rendition (ECMA-48, 8.3.117): the eight colours that every terminal can be told how to
/// show.
std::string_view code_of(Paint paint) {
  switch (paint) {
  case Paint::good: return "32";
  case Paint::warning: return "33";
  case Paint::bad: return "1;31";
  case Paint::faint: return "2";
  case Paint::strong: return "1";
  case Paint::none: break;
  }
  return {};
}

}  // namespace

std::string painted(Paint paint, std::string_view text) {
  const auto code = code_of(paint);
  if (code.empty() || text.empty() || !in_colour()) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
}

}  // namespace wavix::cli
