// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>

#include "base/expected.hpp"
#include "base/fd.hpp"

namespace wavix {

/// A file that this process may change, and no other that asks the same way, as long as this lives: by a lock
/// (flock(2)) on ".NAME.lock" beside it, which stays when the file is replaced. Editors do not ask.
class LockedFile {
public:
  /// Waits for who has it now. `path` is absolute; the file need not be there, but its folder, which must be
  /// root's and writable by root alone. Else the reason, with the mend.
  static Expected<LockedFile, std::string> take(const std::string& path);

  /// Puts `text` in the file's place, in one step: whoever reads it gets all of the old or all of the new, be
  /// the disk full or this process killed at any time. A file that is there keeps its owner, mode and
  /// extended attributes; one that is not is made with `mode`, and the process's owner. Else the reason;
  /// nothing was changed then, unless it says so.
  Expected<void, std::string> replace(std::string_view text, mode_t mode);

private:
  LockedFile(Fd folder, Fd lock, std::string name)
      : folder_(std::move(folder)), lock_(std::move(lock)), name_(std::move(name)) {}
  Expected<void, std::string> write_whole(int fd, std::string_view text, mode_t mode) const;

  Fd folder_, lock_;
  std::string name_;
};

}  // namespace wavix
