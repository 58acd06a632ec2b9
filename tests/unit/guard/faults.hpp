// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <sqlite3.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/types.h>

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>

#include "base/handle.hpp"
#include "stage.hpp"

/// What goes wrong around the store: SQLite's own door for tests, its table of system calls, is between it
/// and the system, so that the code under test is the code that ships.
namespace wavix::test {

/// Counts the system calls by which SQLite of this process changes files and locks, and has one of them be
/// the last.
class Steps {
public:
  /// SIGKILL instead of the `last`th; 0: only counts. For this process and until it ends.
  static void kill_at(int last) {
    last_ = last;
    count_ = 0;
    static bool installed = false;
    if (installed) return;
    installed = true;
    replace("write", &write_, counted_write);
    replace("pwrite", &pwrite_, counted_pwrite);
    replace("pwrite64", &pwrite64_, counted_pwrite64);
    replace("ftruncate", &ftruncate_, counted_ftruncate);
    replace("unlink", &unlink_, counted_unlink);
    replace("fcntl", &fcntl_, counted_fcntl);
  }
  [[nodiscard]] static int count() { return count_; }

private:
  static void step() {
    if (++count_ == last_) static_cast<void>(::raise(SIGKILL));
  }
  template <typename Call>
  static void replace(const char* name, Call* original, Call with) {
    auto* const vfs = sqlite3_vfs_find(nullptr);
    *original = reinterpret_cast<Call>(vfs->xGetSystemCall(vfs, name));
    if (*original != nullptr)
      CHECK(vfs->xSetSystemCall(vfs, name, reinterpret_cast<sqlite3_syscall_ptr>(with)) == SQLITE_OK);
  }

  static ssize_t counted_write(int fd, const void* bytes, std::size_t size) {
    step();
    return write_(fd, bytes, size);
  }
  static ssize_t counted_pwrite(int fd, const void* bytes, std::size_t size, off_t at) {
    step();
    return pwrite_(fd, bytes, size, at);
  }
  static ssize_t counted_pwrite64(int fd, const void* bytes, std::size_t size, off64_t at) {
    step();
    return pwrite64_(fd, bytes, size, at);
  }
  static int counted_ftruncate(int fd, off_t size) {
    step();
    return ftruncate_(fd, size);
  }
  static int counted_unlink(const char* path) {
    step();
    return unlink_(path);
  }
  static int counted_fcntl(int fd, int command, void* argument) {
    step();
    return fcntl_(fd, command, argument);
  }

  static inline int last_ = 0, count_ = 0;
  static inline ssize_t (*write_)(int, const void*, std::size_t) = nullptr;
  static inline ssize_t (*pwrite_)(int, const void*, std::size_t, off_t) = nullptr;
  static inline ssize_t (*pwrite64_)(int, const void*, std::size_t, off64_t) = nullptr;
  static inline int (*ftruncate_)(int, off_t) = nullptr;
  static inline int (*unlink_)(const char*) = nullptr;
  static inline int (*fcntl_)(int, int, void*) = nullptr;
};

/// A small file system of this process's own, for a child that in_child() made: nobody else sees it.
class SmallDisk {
public:
  explicit SmallDisk(std::string at) : at_(std::move(at)) {
    CHECK(::unshare(CLONE_NEWNS) == 0);
    CHECK(::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0);
    CHECK(::mkdir(at_.c_str(), 0700) == 0);
    CHECK(::mount("none", at_.c_str(), "tmpfs", 0, "size=512k,mode=0700") == 0);
  }
  void fill() const {
    std::ofstream file(at_ + "/filler");
    const std::string page(4096, 'x');
    while (file.write(page.data(), static_cast<std::streamsize>(page.size())).flush()) {
    }
  }
  void empty() const { std::filesystem::remove(at_ + "/filler"); }
  void make_read_only() const {
    CHECK(::mount("none", at_.c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) == 0);
  }

private:
  std::string at_;
};

/// By SQLite itself, past the store: its first column as text.
inline std::string by_sqlite(const std::string& path, const std::string& sql) {
  sqlite3* opened = nullptr;
  CHECK(sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr) ==
        SQLITE_OK);
  const Handle<sqlite3, sqlite3_close_v2> database(opened);
  std::string first;
  const auto collect = [](void* into, int, char** columns, char**) {
    *static_cast<std::string*>(into) += columns[0] == nullptr ? "" : columns[0];
    return 0;
  };
  CHECK(sqlite3_exec(opened, sql.c_str(), collect, &first, nullptr) == SQLITE_OK);
  return first;
}

}  // namespace wavix::test
