// SPDX-License-Identifier: BSD-3-Clause
#include "sandbox/state_dir.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>  // mkdtemp
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/handle.hpp"

namespace wavix::sandbox {

Expected<StateDir, std::string> StateDir::open(std::string path) {
  std::error_code error;
  if (!path.empty()) {
    std::filesystem::create_directories(path, error);
    if (error) return unexpected(fmt::format("{}: {}", path, error.message()));
    return StateDir(std::filesystem::absolute(path), false);
  }
  path = std::filesystem::temp_directory_path(error) / "wavix2fa-sandbox-XXXXXX";
  if (error || ::mkdtemp(path.data()) == nullptr)
    return unexpected(fmt::format("{}: {}", path, std::strerror(errno)));
  return StateDir(std::move(path), true);
}

StateDir::StateDir(StateDir&& other) noexcept
    : path_(std::move(other.path_)), ours_(std::exchange(other.ours_, false)) {}

StateDir::~StateDir() {
  std::error_code nobody_to_tell;
  if (ours_) std::filesystem::remove_all(path_, nobody_to_tell);
}

Expected<std::string, std::string> StateDir::write(const std::string& name, std::string_view text) const {
  auto path = path_ + "/" + name;
  Handle<std::FILE, std::fclose> file(std::fopen(path.c_str(), "we"));
  const bool written = file && std::fwrite(text.data(), 1, text.size(), file.get()) == text.size();
  if (!written || std::fclose(file.release()) != 0)
    return unexpected(fmt::format("{}: {}", path, std::strerror(errno)));
  return path;
}

}  // namespace wavix::sandbox
