// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

namespace wavix::guard {

/// Why the store could not do what it was asked. Nothing of the operation was kept, nothing kept before is
/// lost.
struct StoreError {
  enum class Kind {
    missing,     ///< the folder above the store's
    unsafe,      ///< others than root could change or read it
    full,        ///< the disk, or a quota
    read_only,   ///< the file system
    busy,        ///< locked by others for longer than the caller would wait
    damaged,     ///< no store, or no longer one
    newer,       ///< of a later version than this program knows
    lost,        ///< what the operation is about is no longer there
    unreadable,  ///< whatever else
  } kind;
  std::string reason;  ///< for people: the file, what is wrong, and the mend
};

}  // namespace wavix::guard
