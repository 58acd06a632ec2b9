// SPDX-License-Identifier: BSD-3-Clause
#include "base/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "check.hpp"
#include "folder.hpp"

namespace {

using wavix::FileError;
using wavix::read_safely;
using wavix::Readers;
using wavix::test::Folder;
namespace fs = std::filesystem;

FileError::Kind kind_of(const std::string& path, Readers readers = Readers::anyone) {
  const auto result = read_safely(path, readers, 100);
  CHECK(!result);
  CHECK(!result.error().reason.empty());
  return result.error().kind;
}

void a_file_of_roots_is_read() {
  const Folder folder;
  CHECK_EQ(read_safely(folder.file("text", 0644), Readers::anyone, 4).value(), "text");
}

void a_missing_file_is_told_apart() { CHECK(kind_of("/nonexistent/file") == FileError::Kind::missing); }

void a_file_that_others_can_change_is_unsafe() {
  const Folder folder;
  CHECK(kind_of(folder.file("x", 0664)) == FileError::Kind::unsafe);
  CHECK(kind_of(folder.file("x", 0646)) == FileError::Kind::unsafe);
}

void a_secret_that_others_can_read_is_unsafe() {
  const Folder folder;
  CHECK(kind_of(folder.file("x", 0644), Readers::root_only) == FileError::Kind::unsafe);
  CHECK(kind_of(folder.file("x", 0640), Readers::root_only) == FileError::Kind::unsafe);
  CHECK(read_safely(folder.file("x", 0600), Readers::root_only, 100).has_value());
}

void a_file_of_another_owner_is_unsafe() {
  const Folder folder;
  const auto path = folder.file("x", 0644);
  CHECK(::chown(path.c_str(), 65534, 0) == 0);
  CHECK(kind_of(path) == FileError::Kind::unsafe);
}

void a_link_a_fifo_a_folder_and_a_relative_path_are_unsafe() {
  const Folder folder;
  fs::create_symlink(folder.file("x", 0644), folder.path() / "link");
  CHECK(kind_of(folder.path() / "link") == FileError::Kind::unsafe);
  CHECK(::mkfifo((folder.path() / "fifo").c_str(), 0600) == 0);
  CHECK(kind_of(folder.path() / "fifo") == FileError::Kind::unsafe);
  CHECK(kind_of(folder.path()) == FileError::Kind::unsafe);
  CHECK(kind_of("etc/passwd") == FileError::Kind::unsafe);
}

void a_file_larger_than_allowed_is_not_read() {
  const Folder folder;
  CHECK(kind_of(folder.file(std::string(101, 'x'), 0644)) == FileError::Kind::unreadable);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("a file of root's is read", a_file_of_roots_is_read),
      TEST("a missing file is told apart", a_missing_file_is_told_apart),
      TEST("a file that others can change is unsafe", a_file_that_others_can_change_is_unsafe),
      TEST("a secret that others can read is unsafe", a_secret_that_others_can_read_is_unsafe),
      TEST("a file of another owner is unsafe", a_file_of_another_owner_is_unsafe),
      TEST("a link, a FIFO, a folder and a relative path are unsafe",
           a_link_a_fifo_a_folder_and_a_relative_path_are_unsafe),
      TEST("a file larger than allowed is not read", a_file_larger_than_allowed_is_not_read),
  };
  return cmocka_run_group_tests_name("base file", tests, nullptr, nullptr);
}
