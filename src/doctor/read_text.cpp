// SPDX-License-Identifier: BSD-3-Clause
#include "doctor/read_text.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "base/fd.hpp"

namespace wavix::doctor {

std::optional<std::string> read_text(const std::string& path, std::size_t most) {
  const Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
  struct stat file {};
  if (!fd || ::fstat(fd.get(), &file) != 0 || !S_ISREG(file.st_mode)) return std::nullopt;
  const auto size = static_cast<std::size_t>(file.st_size);
  auto at = static_cast<off_t>(size - std::min(size, most));
  std::string text(std::min(size, most), '\0');
  std::size_t have = 0;
  while (have < text.size()) {
    const auto got = ::pread(fd.get(), text.data() + have, text.size() - have, at);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::nullopt;
    if (got == 0) break;
    have += static_cast<std::size_t>(got);
    at += got;
  }
  text.resize(have);
  return text;
}

}  // namespace wavix::doctor
