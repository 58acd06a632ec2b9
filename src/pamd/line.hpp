// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wavix::pamd {

/// A line as libpam sees it: its comment taken off, those that a backslash continues joined to it.
struct Line {
  unsigned first = 0;  ///< of the file's lines, from 1
  unsigned last = 0;
  std::string text;
};

struct Lines {
  std::vector<Line> lines;  ///< those that say something
  /// The file ends in a backslash: libpam reads nothing of it then.
  bool cut_off = false;
};

/// pam.conf(5) says less than _pam_assemble_line() of libpam does: a # ends a line wherever it stands, in
/// brackets too, and a backslash counts even with blanks after it.
Lines read_lines(std::string_view text);

/// The words of a line. [some words] is one, without the brackets; \] in it is a bracket.
std::vector<std::string> words_of(std::string_view line);

}  // namespace wavix::pamd
