// SPDX-License-Identifier: BSD-3-Clause
#include "base/locked_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/replace_file.hpp"

namespace wavix {
namespace {

constexpr mode_t roots_alone = 0600;

auto failure(std::string_view what, int error = errno) {
  return unexpected(fmt::format("{}: {}", what, ::strerrordesc_np(error)));
}

Expected<Fd, std::string> locked(int folder, const std::string& name) {
  Fd lock(::openat(folder, name.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, roots_alone));
  if (!lock) return failure(name + " beside it cannot be opened");
  while (::flock(lock.get(), LOCK_EX) != 0)
    if (errno != EINTR) return failure(name + " beside it cannot be locked");
  return lock;
}

}  // namespace

Expected<LockedFile, std::string> LockedFile::take(const std::string& path) {
  const auto slash = path.rfind('/');
  if (path.empty() || path.front() != '/' || slash + 1 == path.size())
    return unexpected<std::string>("is not the absolute path of a file");
  const auto where = path.substr(0, slash + 1), name = path.substr(slash + 1);
  auto folder = open_folder(where);
  if (!folder) return unexpected(std::move(folder.error()));
  auto lock = locked(folder->get(), "." + name + ".lock");
  if (!lock) return unexpected(std::move(lock.error()));
  return LockedFile(std::move(*folder), std::move(*lock), name);
}

Expected<void, std::string> LockedFile::replace(std::string_view text, mode_t mode) {
  return replace_file(folder_, name_, text, mode);
}

}  // namespace wavix
