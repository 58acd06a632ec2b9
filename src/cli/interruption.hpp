// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <csignal>
#include <optional>

#include "base/fd.hpp"

namespace wavix::cli {

/// As long as it lives, Ctrl-C, hang-up and polite requests to end are something to be read, so that what was
/// begun can be ended in order; then they are heeded.
class Interruption {
public:
  Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;
  ~Interruption();

  /// Readable once there is one.
  [[nodiscard]] int fd() const noexcept { return signals_.get(); }
  /// One came: it ends this process once the Interruption is gone.
  void take();

private:
  sigset_t before_{};
  Fd signals_;
  int taken_ = 0;
};

}  // namespace wavix::cli
