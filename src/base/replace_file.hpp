// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>

#include "base/expected.hpp"
#include "base/fd.hpp"

namespace wavix {

/// A folder in which files may be replaced: root's, and writable by root alone, else somebody could put
/// another file in the place of ours. Else the reason, with the mend.
Expected<Fd, std::string> open_folder(const std::string& path);

/// Puts `text` in the place of the file `name` in `folder`, in one step: whoever reads it gets all of the old
/// or all of the new, be the disk full or this process killed at any time. A file that is there keeps its
/// owner, mode and extended attributes; one that is not is made with `mode`, and the process's owner. Else
/// the reason; nothing was changed then, unless it says so. The caller sees to it that nobody else does the
/// same at the same time: ".NAME.new" is where it is written first.
Expected<void, std::string> replace_file(const Fd& folder, const std::string& name, std::string_view text,
                                         mode_t mode);

/// Removes a file for good, if it is there.
Expected<void, std::string> remove_file(const Fd& folder, const std::string& name);

}  // namespace wavix
