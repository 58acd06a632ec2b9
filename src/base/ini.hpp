// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>

namespace wavix {

/// Takes what read_ini() finds, in the order of the file. The views are of read_ini()'s text and live as long
/// as that does.
class IniSink {
public:
  virtual void section(std::string_view name, unsigned line) = 0;
  /// Of the section given last; of none if there was no section yet.
  virtual void setting(std::string_view key, std::string_view value, unsigned line) = 0;
  virtual void wrong(unsigned line, std::string reason) = 0;

protected:
  ~IniSink() = default;
};

/// Reads `[section]` and `key = value` lines by inih, strictly: what inih would cut, join to the line before
/// or pass over is wrong() here. What follows a section line that is wrong is left out, up to the next
/// section.
///
/// A line whose first character is ; or # is a comment, as is the rest of a line after white space and ;.
/// White space around lines, keys and values does not count. A byte order mark may come first. Lines end in
/// LF or CR LF.
void read_ini(std::string_view text, IniSink& sink);

}  // namespace wavix
