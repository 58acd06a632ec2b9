// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>

#include "base/expected.hpp"

namespace wavix::sandbox {

/// Where files for clients lie. One of our own making goes away with us.
class StateDir {
public:
  /// `path`: made if it is missing; empty for a fresh one.
  static Expected<StateDir, std::string> open(std::string path);
  StateDir(StateDir&& other) noexcept;
  StateDir& operator=(StateDir&&) = delete;
  StateDir(const StateDir&) = delete;
  StateDir& operator=(const StateDir&) = delete;
  ~StateDir();

  /// The file's path, or why it cannot be written.
  [[nodiscard]] Expected<std::string, std::string> write(const std::string& name,
                                                         std::string_view text) const;

private:
  StateDir(std::string path, bool ours) : path_(std::move(path)), ours_(ours) {}

  std::string path_;
  bool ours_;
};

}  // namespace wavix::sandbox
