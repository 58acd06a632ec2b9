// SPDX-License-Identifier: BSD-3-Clause
#include "base/replace_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/xattr.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <utility>
#include <vector>

namespace wavix {
namespace {

constexpr mode_t roots_alone = 0600;

auto failure(std::string_view what, int error = errno) {
  return unexpected(fmt::format("{}: {}", what, ::strerrordesc_np(error)));
}

/// Else somebody could put another file in the place of ours.
std::string unsafe_because(int folder) {
  struct stat status {};
  if (::fstat(folder, &status) != 0) return fmt::format("cannot be examined: {}", ::strerrordesc_np(errno));
  if (status.st_uid != 0)
    return fmt::format("belongs to uid {}, not to root; 'chown root' it", status.st_uid);
  if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0)
    return fmt::format("has mode {:04o} and can be changed by others than root; 'chmod go-w' it",
                       status.st_mode & 07777U);
  return {};
}

Expected<void, std::string> write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(fd, text.data(), text.size());
    if (written < 0 && errno != EINTR) return failure("cannot be written");
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

/// The size that a call tells which is asked with no room first; 0: there are none, or no such thing here.
template <typename Call>
std::vector<char> filled_by(Call call) {
  std::vector<char> bytes(static_cast<std::size_t>(std::max<ssize_t>(call(nullptr, 0), 0)));
  if (!bytes.empty())
    bytes.resize(static_cast<std::size_t>(std::max<ssize_t>(call(bytes.data(), bytes.size()), 0)));
  return bytes;
}

/// SELinux's label, an access control list.
Expected<void, std::string> copy_attributes(int from, int to) {
  const auto names = filled_by([&](char* room, std::size_t size) { return ::flistxattr(from, room, size); });
  for (std::size_t at = 0; at < names.size(); at += std::strlen(&names[at]) + 1) {
    const auto* const name = &names[at];
    const auto value =
        filled_by([&](char* room, std::size_t size) { return ::fgetxattr(from, name, room, size); });
    if (::fsetxattr(to, name, value.data(), value.size(), 0) != 0 && errno != ENOTSUP)
      return failure(fmt::format("the attribute {} of the old file cannot be kept", name));
  }
  return {};
}

Expected<void, std::string> write_whole(const Fd& folder, const std::string& name, int fd,
                                        std::string_view text, mode_t mode) {
  if (auto written = write_all(fd, text); !written) return written;
  const Fd old(::openat(folder.get(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
  if (!old && errno != ENOENT) return failure("cannot be opened");
  struct stat status {};
  if (old) {
    if (::fstat(old.get(), &status) != 0) return failure("cannot be examined");
    if (!S_ISREG(status.st_mode)) return unexpected<std::string>("is not a regular file");
    mode = status.st_mode & 07777U;
    if (::fchown(fd, status.st_uid, status.st_gid) != 0) return failure("its owner cannot be kept");
    if (auto copied = copy_attributes(old.get(), fd); !copied) return copied;
  }
  if (::fchmod(fd, mode) != 0) return failure("its mode cannot be set");
  if (::fsync(fd) != 0) return failure("cannot be written");
  return {};
}

}  // namespace

Expected<Fd, std::string> open_folder(const std::string& path) {
  Fd folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder) return failure(path + " cannot be opened");
  if (const auto reason = unsafe_because(folder.get()); !reason.empty())
    return unexpected(path + " " + reason);
  return folder;
}

Expected<void, std::string> replace_file(const Fd& folder, const std::string& name, std::string_view text,
                                         mode_t mode) {
  const auto draft = "." + name + ".new";
  // What a process left that was killed: nobody else writes now.
  static_cast<void>(::unlinkat(folder.get(), draft.c_str(), 0));
  const Fd fd(::openat(folder.get(), draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                       roots_alone));
  if (!fd) return failure(draft + " beside it cannot be made");
  auto written = write_whole(folder, name, fd.get(), text, mode);
  if (written && ::renameat(folder.get(), draft.c_str(), folder.get(), name.c_str()) != 0)
    written = failure("cannot be replaced");
  if (!written) {
    static_cast<void>(::unlinkat(folder.get(), draft.c_str(), 0));
    return written;
  }
  if (::fsync(folder.get()) != 0) return failure("was changed, but the disk may not keep it");
  return {};
}

Expected<void, std::string> remove_file(const Fd& folder, const std::string& name) {
  if (::unlinkat(folder.get(), name.c_str(), 0) != 0 && errno != ENOENT) return failure("cannot be removed");
  if (::fsync(folder.get()) != 0) return failure("was removed, but the disk may not keep it");
  return {};
}

}  // namespace wavix
