// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>

#include "base/fd.hpp"

namespace wavix {

/// A file in memory (memfd_create(2)) with `text` in it, for a library that takes nothing but a path: it has
/// one as long as the descriptor is open, path_of(), whoever this process has become meanwhile. No
/// descriptor, where the kernel gives none.
Fd memory_file(const char* name, std::string_view text);
std::string path_of(const Fd& file);

}  // namespace wavix
