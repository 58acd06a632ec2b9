// SPDX-License-Identifier: BSD-3-Clause
#include "pamd/mend.hpp"

#include <fmt/format.h>

#include "pamd/line.hpp"

namespace wavix::pamd {
namespace {

constexpr std::string_view deny = "auth requisite pam_deny.so";

/// A word that came in brackets, or needs them.
std::string as_written(const std::string& word) {
  if (word.find_first_of(" \t[]") == std::string::npos) return word;
  std::string text = "[";
  for (const char c : word) {
    if (c == ']') text += '\\';
    text += c;
  }
  return text + "]";
}

bool is_at_include(const Place& place) {
  const auto words = words_of(place.text);
  return !words.empty() && equal_in_any_case(words.front(), "@include");
}

/// "auth include system-auth": a line of the service's file that libpam reads as a part of the stack, and
/// that others use as well.
bool is_shared(const Entry& entry) { return !entry.through.empty() && !is_at_include(own_line(entry)); }

std::string instead_of_include(const Entry& factor) {
  return fmt::format("make it: {}\n(and see pam.d/fedora in the examples, for sssd too)",
                     with_control(factor, "requisite"));
}

}  // namespace

std::string with_control(const Entry& entry, std::string_view control) {
  auto line = fmt::format("auth {} {}", control, as_written(entry.module));
  for (const auto& argument : entry.arguments)
    line += " " + as_written(argument);
  return line;
}

const Place& own_line(const Entry& entry) {
  return entry.through.empty() ? entry.place : entry.through.front();
}

bool same_file(const Entry& left, const Entry& right) { return left.place.file == right.place.file; }

std::string mend_of_wrong_password(const Entry& factor) {
  if (is_shared(factor)) return instead_of_include(factor);
  if (equal_in_any_case(factor.control_word, "required"))
    return fmt::format("make it: {}", with_control(factor, "requisite"));
  const auto& on_success = factor.control.actions[0];
  if (on_success <= 0) return fmt::format("make it: {}", with_control(factor, "requisite"));
  return fmt::format("put after it, where a failure goes on: {}", deny);
}

std::string mend_of_skipping(const Entry& by, const Entry& ours) {
  const auto line = with_control(ours, "required");
  if (same_file(by, ours) && !by.through.empty())
    return fmt::format("take the module out of {}, and put after \"{}\" in {}: {}", ours.place.file,
                       own_line(by).text, own_line(by).file, line);
  if (is_shared(by)) return instead_of_include(by);
  if (by.control.actions[0] > 0)
    return fmt::format("let it jump over fewer lines, or put the module's line where all ways meet: {}",
                       line);
  return fmt::format("make it: {}", with_control(by, "requisite"));
}

}  // namespace wavix::pamd
