// SPDX-License-Identifier: BSD-3-Clause
#include "guard/place.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "base/fd.hpp"

namespace wavix::guard {
namespace {

using Kind = StoreError::Kind;
using Outcome = Expected<void, StoreError>;

auto refused(Kind kind, const std::string& path, std::string_view reason) {
  return unexpected(StoreError{kind, fmt::format("{}: {}", path, reason)});
}

auto refused_by_system(const std::string& path, std::string_view action) {
  const int error = errno;
  std::array<char, 128> buffer{};
  const auto* const words = ::strerror_r(error, buffer.data(), buffer.size());  // GNU's
  const auto told = [&](Kind kind, std::string_view mend) {
    return refused(kind, path, fmt::format("cannot be {}: {}{}", action, words, mend));
  };
  switch (error) {
  case ENOSPC:
  case EDQUOT: return told(Kind::full, "; free space there");
  case EROFS: return told(Kind::read_only, "; its file system must be writable");
  case ENOENT:
  case ENOTDIR: return told(Kind::missing, "; make the folder above it");
  default: return told(Kind::unreadable, "");
  }
}

Outcome judge(const std::string& path, const struct stat& found, mode_t type, mode_t forbidden) {
  if ((found.st_mode & S_IFMT) != type)
    return refused(Kind::unsafe, path,
                   S_ISLNK(found.st_mode) ? "is a symbolic link; name what it points to"
                   : type == S_IFDIR      ? "is not a folder"
                                          : "is not a regular file");
  if (found.st_uid != 0)
    return refused(Kind::unsafe, path, fmt::format("belongs to uid {}, not to root", found.st_uid));
  if ((found.st_mode & forbidden) != 0)
    return refused(Kind::unsafe, path,
                   fmt::format("has mode {:04o} and is open to others than root; 'chmod {}' it",
                               found.st_mode & 07777U, type == S_IFDIR ? "0711" : "0600"));
  return {};
}

/// `make` is called where nothing is at `path`, and fails as system calls do. That another process was
/// quicker is no failure.
template <typename Make>
Outcome prepare(const std::string& path, mode_t type, mode_t forbidden, Make make) {
  struct stat found {};
  if (::lstat(path.c_str(), &found) != 0) {
    if (errno != ENOENT) return refused_by_system(path, "examined");
    if (!make() && errno != EEXIST) return refused_by_system(path, "made");
    if (::lstat(path.c_str(), &found) != 0) return refused_by_system(path, "examined");
  }
  return judge(path, found, type, forbidden);
}

}  // namespace

Outcome prepare_place(const std::string& path) {
  const auto slash = path.rfind('/');
  if (path.empty() || path.front() != '/' || slash == path.size() - 1)
    return refused(Kind::unsafe, path, "is not the absolute path of a file");
  const auto folder = slash == 0 ? std::string("/") : path.substr(0, slash);
  // Others may pass through: SQLite empties its log at the end only if it can see that the store is still at
  // its path, and the verifier is nobody in particular by then. By chmod too, as umask is not asked.
  const auto make_folder = [&] {
    return ::mkdir(folder.c_str(), 0700) == 0 && ::chmod(folder.c_str(), 0711) == 0;
  };
  if (auto ready = prepare(folder, S_IFDIR, S_IWGRP | S_IWOTH, make_folder); !ready) return ready;
  // O_EXCL: a store that is there must not be opened here, for to close it would end the locks that SQLite
  // may hold on it in this process (fcntl(2), "Advisory record locking").
  const auto make_file = [&] {
    return static_cast<bool>(
        Fd(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600)));
  };
  return prepare(path, S_IFREG, S_IRWXG | S_IRWXO, make_file);
}

}  // namespace wavix::guard
