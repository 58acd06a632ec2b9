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
  /// Waits for whoever has it now. `path` is absolute; the file need not be there, but its folder, which must
  /// be root's and writable by root alone. Else the reason, with the mend.
  static Expected<LockedFile, std::string> take(const std::string& path);

  /// As replace_file() has it.
  Expected<void, std::string> replace(std::string_view text, mode_t mode);

private:
  LockedFile(Fd folder, Fd lock, std::string name)
      : folder_(std::move(folder)), lock_(std::move(lock)), name_(std::move(name)) {}

  Fd folder_, lock_;
  std::string name_;
};

}  // namespace wavix
