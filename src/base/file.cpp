// SPDX-License-Identifier: BSD-3-Clause
#include "base/file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "base/fd.hpp"

namespace wavix {
namespace {

using Kind = FileError::Kind;

std::string error_text(int error) {
  std::array<char, 128> buffer{};
  return ::strerror_r(error, buffer.data(), buffer.size());  // GNU's: never the locale's, we set none
}

bool is_our_group(gid_t gid) {
  std::array<char, 4096> buffer{};
  group entry{};
  group* found = nullptr;
  return ::getgrnam_r("wavix2fa", &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr &&
         found->gr_gid == gid;
}

/// What is wrong with the file's owner and mode; empty if nothing.
std::string unsafe_because(const struct stat& file, Readers readers) {
  if (!S_ISREG(file.st_mode)) return "is not a regular file";
  if (file.st_uid != 0)
    return fmt::format("belongs to uid {}, not to root; 'chown root' it, after a look at what it says",
                       file.st_uid);
  if ((file.st_mode & (S_IWGRP | S_IWOTH)) != 0)
    return fmt::format("has mode {:04o} and can be changed by others than root; 'chmod go-w' it",
                       file.st_mode & 07777U);
  if (readers == Readers::anyone) return {};
  const bool group_may = (file.st_mode & S_IRGRP) == 0 || is_our_group(file.st_gid);
  if ((file.st_mode & S_IROTH) != 0 || !group_may)
    return fmt::format("has mode {:04o} and can be read by others than root; 'chmod 0600' it, and take a new "
                       "key or password",
                       file.st_mode & 07777U);
  return {};
}

/// `size` is what fstat tells, and no more than a guess: the file may grow.
Expected<std::string, FileError> contents(int fd, off_t size, std::size_t most) {
  std::string text;
  text.reserve(std::min(most, static_cast<std::size_t>(size)));
  std::array<char, 65536> piece{};
  for (;;) {
    const ssize_t got = ::read(fd, piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return unexpected(FileError{Kind::unreadable, "cannot be read: " + error_text(errno)});
    if (got == 0) break;
    if (text.size() + static_cast<std::size_t>(got) > most)
      return unexpected(FileError{Kind::unreadable, fmt::format("is larger than {} bytes", most)});
    text.append(piece.data(), static_cast<std::size_t>(got));
  }
  ::explicit_bzero(piece.data(), piece.size());
  return text;
}

}  // namespace

Expected<std::string, FileError> read_safely(const std::string& path, Readers readers, std::size_t most) {
  if (path.empty() || path.front() != '/')
    return unexpected(FileError{Kind::unsafe, "is not an absolute path"});
  // O_NONBLOCK: a FIFO must not hold the login before fstat can tell what it is.
  const Fd fd(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
  if (!fd) {
    if (errno == ELOOP)
      return unexpected(FileError{Kind::unsafe, "is a symbolic link; name the file itself"});
    const auto kind = errno == ENOENT || errno == ENOTDIR ? Kind::missing : Kind::unreadable;
    return unexpected(FileError{kind, "cannot be opened: " + error_text(errno)});
  }
  struct stat file {};
  if (::fstat(fd.get(), &file) != 0)
    return unexpected(FileError{Kind::unreadable, "cannot be examined: " + error_text(errno)});
  if (auto reason = unsafe_because(file, readers); !reason.empty())
    return unexpected(FileError{Kind::unsafe, std::move(reason)});
  return contents(fd.get(), file.st_size, most);
}

Expected<std::string, FileError> read_file(const std::string& path, std::size_t most) {
  const Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
  struct stat file {};
  if (!fd || ::fstat(fd.get(), &file) != 0)
    return unexpected(FileError{Kind::unreadable, "cannot be opened: " + error_text(errno)});
  if (!S_ISREG(file.st_mode)) return unexpected(FileError{Kind::unreadable, "is not a regular file"});
  return contents(fd.get(), file.st_size, most);
}

}  // namespace wavix
