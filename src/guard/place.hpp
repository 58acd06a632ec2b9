// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

#include "base/expected.hpp"
#include "guard/store_error.hpp"

namespace wavix::guard {

/// Sees to it that `path`, which is absolute, is a file that root alone can read and write, in a folder that
/// root alone can change; makes either if it is missing, but not the folder above. SQLite opens by path: in
/// such a folder nobody can put another file there afterwards, nor beside it.
Expected<void, StoreError> prepare_place(const std::string& path);

}  // namespace wavix::guard
