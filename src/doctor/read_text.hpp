// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace wavix::doctor {

/// The last `most` bytes of a file that others than we decide by, links followed, as they would; nothing if
/// it cannot be read or is no regular file. What decides about our logins is read by read_safely().
std::optional<std::string> read_text(const std::string& path, std::size_t most);

}  // namespace wavix::doctor
