// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <string>

#include "base/expected.hpp"

namespace wavix {

/// Who may read a file that decides about a login.
enum class Readers {
  anyone,
  root_only,  ///< mode 0600 or stricter; group wavix2fa may read too (0640)
};

/// Why a file was not taken.
struct FileError {
  enum class Kind { missing, unsafe, unreadable } kind;
  std::string reason;  ///< for people, with the mend: "is writable by others; chmod go-w it"
};

/// The contents of a file that decides about a login. `path` is absolute. Opened O_NOFOLLOW, and what was
/// opened is judged: a regular file, root's, writable by root alone, readable only by `readers`, at most
/// `most` bytes.
Expected<std::string, FileError> read_safely(const std::string& path, Readers readers, std::size_t most);

/// The contents of any regular file, whosesoever it is and wherever a symbolic link leads, at most `most`
/// bytes: for what whoever named the file answers for.
Expected<std::string, FileError> read_file(const std::string& path, std::size_t most);

}  // namespace wavix
