// SPDX-License-Identifier: BSD-3-Clause
#include "cli/output_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>

#include "base/fd.hpp"
#include "cli/uninterrupted.hpp"

namespace wavix::cli {
namespace {

auto failure(const std::string& path, std::string_view what, int error) {
  return failed(fmt::format("{}: {}: {}", path, what, ::strerrordesc_np(error)));
}

std::string draft_of(const std::string& path) {
  std::uint64_t chance = 0;  // O_EXCL is what makes it safe
  while (::getrandom(&chance, sizeof chance, 0) < 0 && errno == EINTR) {
  }
  const auto name = path.rfind('/') + 1;  // 0 where there is no folder
  return fmt::format("{}.{}.{:016x}", path.substr(0, name), path.substr(name), chance);
}

/// An errno; 0: all of it is on the disk.
int write_whole(int fd, std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(fd, text.data(), text.size());
    if (written < 0 && errno != EINTR) return errno;
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(fd) == 0 ? 0 : errno;
}

}  // namespace

Outcome put(const std::string& path, std::string_view text, mode_t mode) {
  struct stat there {};
  if (::stat(path.c_str(), &there) == 0 && !S_ISREG(there.st_mode))
    return failed(fmt::format("{}: is there, and is no regular file", path));
  const Uninterrupted until_in_place;
  const auto draft = draft_of(path);
  const Fd fd(::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode));
  if (!fd) return failure(path, "cannot be made", errno);
  int error = write_whole(fd.get(), text);
  if (error == 0 && ::rename(draft.c_str(), path.c_str()) != 0) error = errno;
  if (error == 0) return {};
  static_cast<void>(::unlink(draft.c_str()));
  return failure(path, "cannot be written", error);
}

}  // namespace wavix::cli
