// SPDX-License-Identifier: BSD-3-Clause
#include "pamd/tree.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>

namespace wavix::pamd {
namespace {

constexpr std::array folders = {"/etc/pam.d/", "/usr/lib/pam.d/", "/usr/etc/pam.d/"};
constexpr std::size_t largest = 1U << 20U;

/// What `path` leads to if it is a symbolic link of root's; itself if it is none. Nothing: the link is not to
/// be followed.
std::optional<std::string> target(const Tree& tree, std::string path) {
  for (int links = 0; links < 8; ++links) {
    struct stat file {};
    if (::lstat((tree.root + path).c_str(), &file) != 0 || !S_ISLNK(file.st_mode)) return path;
    if (file.st_uid != 0) return std::nullopt;
    std::error_code error;
    const auto to = std::filesystem::read_symlink(tree.root + path, error);
    if (error) return std::nullopt;
    path = (std::filesystem::path(path).parent_path() / to).lexically_normal();
  }
  return std::nullopt;
}

Expected<File, NoFile> read_at(const Tree& tree, const std::string& path) {
  if (const auto changed = tree.instead.find(path); changed != tree.instead.end())
    return File{path, changed->second};
  const auto real = target(tree, path);
  if (!real)
    return unexpected(NoFile{
        path, {FileError::Kind::unsafe, "is a symbolic link that is not root's, or leads in a circle"}});
  auto text = read_safely(tree.root + *real, Readers::anyone, largest);
  if (!text) return unexpected(NoFile{path, std::move(text.error())});
  return File{path, std::move(*text)};
}

bool is_service_name(std::string_view name) {
  return !name.empty() && name.front() != '.' && name.find('/') == std::string_view::npos &&
         name.find('~') == std::string_view::npos && !name.ends_with(".dpkg-old") &&
         !name.ends_with(".dpkg-dist") && !name.ends_with(".dpkg-new") && !name.ends_with(".rpmnew") &&
         !name.ends_with(".rpmsave");
}

}  // namespace

Tree Tree::of_this_machine() {
  Tree tree;
  tree.module_folders = {WAVIX2FA_SECURE_FOLDER, "/lib64/security", "/lib/security", "/usr/lib64/security",
                         "/usr/lib/security"};
  std::error_code none;
  for (const auto& folder : std::filesystem::directory_iterator("/usr/lib", none))
    if (std::filesystem::is_directory(folder.path() / "security", none))
      tree.module_folders.push_back(folder.path() / "security");
  return tree;
}

Expected<File, NoFile> read_file(const Tree& tree, const std::string& name) {
  if (name.starts_with('/')) return read_at(tree, name);
  for (const std::string folder : folders) {
    auto file = read_at(tree, folder + name);
    if (file || file.error().error.kind != FileError::Kind::missing) return file;
  }
  return unexpected(NoFile{"", {FileError::Kind::missing, "is not there"}});
}

bool module_exists(const Tree& tree, const std::string& module) {
  if (tree.module_folders.empty() || module.find("$ISA") != std::string::npos) return true;
  std::error_code none;
  if (module.starts_with('/')) return std::filesystem::exists(tree.root + module, none);
  return std::any_of(tree.module_folders.begin(), tree.module_folders.end(), [&](const std::string& folder) {
    return std::filesystem::exists(tree.root + folder + "/" + module, none);
  });
}

std::vector<std::string> services_of(const Tree& tree) {
  std::vector<std::string> services;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(tree.root + folders.front(), none)) {
    auto name = entry.path().filename().string();
    if (is_service_name(name)) services.push_back(std::move(name));
  }
  std::sort(services.begin(), services.end());
  return services;
}

}  // namespace wavix::pamd
