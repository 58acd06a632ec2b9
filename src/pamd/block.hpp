// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pamd/change.hpp"

namespace wavix::pamd {

/// The lines of a file as an editor has them: a file that ends in a line break has an empty one at its end.
using FileLines = std::vector<std::string>;
FileLines split(std::string_view text);
std::string joined(const FileLines& lines);

/// What stands between a comment at the beginning, which says how it is taken out, and one at the end.
FileLines block(const std::string& service, const FileLines& lines);

/// The line as a comment that remembers it.
std::string set_aside(const std::string& line);

/// Without blocks, and with all that was set aside in its place again. False: there was none.
bool restore(FileLines& lines);

/// The lines for what a service's file has in the place of its password.
FileLines key_and_code(bool with_environment);
FileLines code_alone();
/// pam_unix, and pam_sss too; then the code.
FileLines unix_and_code();
FileLines unix_sss_and_code();

}  // namespace wavix::pamd
