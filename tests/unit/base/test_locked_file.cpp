// SPDX-License-Identifier: BSD-3-Clause
#include "base/locked_file.hpp"

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "check.hpp"
#include "folder.hpp"

namespace {

using wavix::LockedFile;
using wavix::test::Folder;
namespace fs = std::filesystem;

std::string contents(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct stat status_of(const std::string& path) {
  struct stat status {};
  CHECK(::lstat(path.c_str(), &status) == 0);
  return status;
}

/// The reason, or "".
std::string replaced(const std::string& path, std::string_view text, mode_t mode = 0600) {
  auto file = LockedFile::take(path);
  if (!file) return file.error();
  const auto done = file->replace(text, mode);
  return done ? std::string() : done.error();
}

unsigned files_in(const fs::path& folder) {
  return static_cast<unsigned>(std::distance(fs::directory_iterator(folder), {}));
}

void a_file_that_is_there_keeps_its_owner_and_mode() {
  const Folder folder;
  const auto path = folder.file("old", 0640);
  CHECK(::chown(path.c_str(), 0, 4242) == 0);
  CHECK_EQ(replaced(path, "new"), "");
  CHECK_EQ(contents(path), "new");
  CHECK_EQ(status_of(path).st_mode & 07777U, 0640U);
  CHECK_EQ(status_of(path).st_gid, 4242U);
}

void a_file_that_is_there_keeps_its_extended_attributes() {
  const Folder folder;
  const auto path = folder.file("old");
  if (::setxattr(path.c_str(), "trusted.wavix2fa", "label", 5, 0) != 0) {
    CHECK(errno == ENOTSUP || errno == EPERM);  // not everywhere
    return;
  }
  CHECK_EQ(replaced(path, "new"), "");
  std::string value(5, ' ');
  CHECK_EQ(::getxattr(path.c_str(), "trusted.wavix2fa", value.data(), value.size()), 5);
  CHECK_EQ(value, "label");
}

void a_new_file_has_the_mode_whatever_the_umask() {
  const Folder folder;
  const auto before = ::umask(0);
  CHECK_EQ(replaced(folder.path() / "new", "text", 0640), "");
  ::umask(before);
  CHECK_EQ(contents(folder.path() / "new"), "text");
  CHECK_EQ(status_of(folder.path() / "new").st_mode & 07777U, 0640U);
  CHECK_EQ(status_of(folder.path() / ".new.lock").st_mode & 07777U, 0600U);
}

void a_folder_that_others_can_change_is_refused() {
  const Folder folder;
  const auto path = folder.file("old");
  CHECK(::chmod(folder.path().c_str(), 0775) == 0);
  CHECK(replaced(path, "new")
            .ends_with("has mode 0775 and can be changed by others than root; 'chmod go-w' it"));
  CHECK(::chmod(folder.path().c_str(), 0755) == 0 && ::chown(folder.path().c_str(), 65534, 0) == 0);
  CHECK(replaced(path, "new").ends_with("belongs to uid 65534, not to root; 'chown root' it"));
  CHECK_EQ(contents(path), "old");
}

void what_is_no_file_is_refused() {
  const Folder folder;
  const auto path = folder.file("old");
  fs::create_symlink(path, folder.path() / "link");
  CHECK_EQ(replaced(folder.path() / "link", "new"), "cannot be opened: Too many levels of symbolic links");
  CHECK_EQ(contents(path), "old");
  fs::create_symlink(path, folder.path() / ".other.lock");
  CHECK(replaced(folder.path() / "other", "new").starts_with(".other.lock beside it cannot be opened"));
  fs::create_directory(folder.path() / "folder");
  CHECK_EQ(replaced(folder.path() / "folder", "new"), "is not a regular file");
  CHECK_EQ(replaced("file", "new"), "is not the absolute path of a file");
  CHECK_EQ(replaced("/nonexistent/file", "new"), "/nonexistent/ cannot be opened: No such file or directory");
}

void what_a_killed_process_left_is_in_nobodys_way() {
  const Folder folder;
  const auto path = folder.file("old");
  std::ofstream(folder.path() / ".file.new") << "half";
  CHECK_EQ(replaced(path, "new"), "");
  CHECK_EQ(contents(path), "new");
  CHECK_EQ(files_in(folder.path()), 2U);  // and the lock
}

void a_link_in_the_drafts_place_is_not_followed() {
  const Folder folder;
  const auto path = folder.file("old");
  const auto other = folder.path() / "other";
  std::ofstream(other) << "other";
  fs::create_symlink(other, folder.path() / ".file.new");
  CHECK_EQ(replaced(path, "new"), "");
  CHECK_EQ(contents(other), "other");
}

void what_cannot_be_written_changes_nothing() {
  const Folder folder;
  const auto path = folder.file("old");
  static_cast<void>(std::signal(SIGXFSZ, SIG_IGN));
  rlimit before{};
  CHECK(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  const rlimit small{2, before.rlim_max};
  CHECK(::setrlimit(RLIMIT_FSIZE, &small) == 0);
  const auto reason = replaced(path, "new");
  CHECK(::setrlimit(RLIMIT_FSIZE, &before) == 0);
  CHECK_EQ(reason, "cannot be written: File too large");
  CHECK_EQ(contents(path), "old");
  CHECK_EQ(files_in(folder.path()), 2U);
}

/// Adds a letter, so many times; each time after it has read what is there.
void add_letters(const std::string& path, int times) {
  for (int i = 0; i < times; ++i) {
    auto file = LockedFile::take(path);
    if (!file || !file->replace(contents(path) + "x", 0600)) ::_exit(1);
  }
}

void who_reads_under_the_lock_loses_nobodys_change() {
  const Folder folder;
  const auto path = folder.file("");
  constexpr int times = 50;
  const auto child = ::fork();
  if (child == 0) {
    add_letters(path, times);
    ::_exit(0);
  }
  add_letters(path, times);
  int ended = -1;
  CHECK(::waitpid(child, &ended, 0) == child);
  CHECK_EQ(ended, 0);
  CHECK_EQ(contents(path).size(), 2U * times);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a file that is there keeps its owner and mode", a_file_that_is_there_keeps_its_owner_and_mode),
      TEST("a file that is there keeps its extended attributes",
           a_file_that_is_there_keeps_its_extended_attributes),
      TEST("a new file has the mode, whatever the umask", a_new_file_has_the_mode_whatever_the_umask),
      TEST("a folder that others can change is refused", a_folder_that_others_can_change_is_refused),
      TEST("what is no file is refused", what_is_no_file_is_refused),
      TEST("what a killed process left is in nobody's way", what_a_killed_process_left_is_in_nobodys_way),
      TEST("a link in the draft's place is not followed", a_link_in_the_drafts_place_is_not_followed),
      TEST("what cannot be written changes nothing", what_cannot_be_written_changes_nothing),
      TEST("who reads under the lock loses nobody's change", who_reads_under_the_lock_loses_nobodys_change),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
