// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>

#include "pamd/stack.hpp"

namespace wavix::pamd {

/// The entry's line with another control: "auth requisite pam_unix.so nullok".
std::string with_control(const Entry& entry, std::string_view control);

/// The line of the service's own file by which the entry is in its stack; the entry's own, if it stands
/// there.
const Place& own_line(const Entry& entry);

/// Whether two lines stand in the same file.
bool same_file(const Entry& left, const Entry& right);

/// How to mend that a first factor lets people go on although it failed.
std::string mend_of_wrong_password(const Entry& factor);

/// How to mend that `by` skips the module.
std::string mend_of_skipping(const Entry& by, const Entry& ours);

}  // namespace wavix::pamd
