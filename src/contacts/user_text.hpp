// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

#include "base/expected.hpp"
#include "base/file.hpp"

namespace wavix::contacts {

/// A users.conf as it was read, or why it was not: to be searched by a process that may no longer open it.
struct UserText {
  std::string path;
  Expected<std::string, FileError> text;
};

UserText read_users(const std::string& path);

}  // namespace wavix::contacts
