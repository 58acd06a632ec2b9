// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string_view>
#include <vector>

namespace wavix::contacts {

struct NameInLine {
  std::string_view name;
  unsigned line;
};

/// A name that stood in an earlier line already.
struct Repeat {
  std::string_view name;
  unsigned line, first_line;
};

/// Of names in the order of their lines, in that order. In one flat table, as a file of 100,000 users is read
/// at each login: an unordered_map takes as long as all the rest of reading it, nearly all of that to wait
/// for memory.
std::vector<Repeat> repeats_in(const std::vector<NameInLine>& names);

}  // namespace wavix::contacts
