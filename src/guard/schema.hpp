// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <sqlite3.h>

#include <string>

#include "base/expected.hpp"
#include "guard/store_error.hpp"
#include "guard/time.hpp"

namespace wavix::guard {

/// Brings the store that was opened at `path` to this program's schema, from an empty file or an older one,
/// once, however many processes try. A file of a newer schema, or of something else, is an error and stays
/// as it is.
Expected<void, StoreError> bring_up_to_date(sqlite3& connection, const std::string& path,
                                            milliseconds patience);

}  // namespace wavix::guard
