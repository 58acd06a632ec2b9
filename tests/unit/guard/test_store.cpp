// SPDX-License-Identifier: BSD-3-Clause
#include "guard/store.hpp"

#include <fcntl.h>
#include <grp.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <filesystem>
#include <optional>

#include "base/fd.hpp"
#include "faults.hpp"
#include "guard/lockout.hpp"

namespace {
int synced = 0;
bool waits_for_disk = true;
}  // namespace

// Before libc's, for SQLite too.
extern "C" __attribute__((visibility("default"))) int fdatasync(int fd) {
  ++synced;
  return waits_for_disk ? static_cast<int>(::syscall(SYS_fdatasync, fd)) : 0;
}
extern "C" __attribute__((visibility("default"))) int fsync(int fd) {
  ++synced;
  return waits_for_disk ? static_cast<int>(::syscall(SYS_fsync, fd)) : 0;
}

namespace {

using namespace wavix::test;
using wavix::Fd;
using wavix::guard::locked_until;
using wavix::guard::record_failure;
using Kind = StoreError::Kind;

bool tells(const StoreError& error, Kind kind, const Stage& stage, const std::string& mend) {
  if (error.kind != kind || error.reason.find(stage.folder_path()) == std::string::npos ||
      error.reason.find(mend) == std::string::npos || error.reason.find('\n') != std::string::npos)
    failed(__FILE__, __LINE__, "told: " + error.reason);
  return true;
}
mode_t mode_of(const std::string& path) {
  struct stat found {};
  CHECK(::lstat(path.c_str(), &found) == 0);
  return found.st_mode & 07777U;
}
void fail_once(Store& store) { value_of(record_failure(store, "alice")); }
std::string failures(const Stage& stage) { return by_sqlite(stage.path(), "SELECT count(*) FROM failures"); }

void it_is_made_for_root_alone_with_its_folder() {
  const Stage stage;
  auto store = stage.open();
  fail_once(store);
  CHECK_EQ(mode_of(stage.folder_path()), 0711U);
  for (const auto* const file : {"", "-wal", "-shm"})
    CHECK_EQ(mode_of(stage.path() + file), 0600U);
}

void the_folder_above_is_not_made() {
  const Folder folder;
  const auto error = error_of(Store::open(folder.path() / "a/b/state.db", 1s));
  CHECK(error.kind == Kind::missing);
}

void what_others_could_touch_is_not_opened() {
  using Spoil = void (*)(const Stage&);
  const Spoil spoils[] = {
      [](const Stage& stage) { CHECK(::chmod(stage.path().c_str(), 0640) == 0); },
      [](const Stage& stage) { CHECK(::chmod(stage.path().c_str(), 0604) == 0); },
      [](const Stage& stage) { CHECK(::chown(stage.path().c_str(), 65534, 0) == 0); },
      [](const Stage& stage) { CHECK(::chmod(stage.folder_path().c_str(), 0770) == 0); },
      [](const Stage& stage) { CHECK(::chown(stage.folder_path().c_str(), 65534, 0) == 0); },
      [](const Stage& stage) {
        std::filesystem::rename(stage.path(), stage.path() + ".real");
        std::filesystem::create_symlink(stage.path() + ".real", stage.path());
      },
      [](const Stage& stage) {
        std::filesystem::rename(stage.folder_path(), stage.folder_path() + ".real");
        std::filesystem::create_symlink(stage.folder_path() + ".real", stage.folder_path());
      },
      [](const Stage& stage) {
        std::filesystem::remove(stage.path());
        CHECK(::mkfifo(stage.path().c_str(), 0600) == 0);
      },
  };
  for (const auto spoil : spoils) {
    const Stage stage;
    static_cast<void>(stage.open());
    spoil(stage);
    CHECK(tells(error_of(stage.try_open()), Kind::unsafe, stage, ""));
  }
  CHECK(error_of(Store::open("state.db", 1s)).kind == Kind::unsafe);
  CHECK(error_of(Store::open("/var/lib/", 1s)).kind == Kind::unsafe);
}

uintmax_t size_of(const std::string& path) { return std::filesystem::file_size(path); }

void its_log_stays_and_is_emptied_at_the_end() {
  const Stage stage;
  {
    auto store = stage.open();
    fail_once(store);
    CHECK(size_of(stage.path() + "-wal") > 0);
  }
  CHECK_EQ(size_of(stage.path() + "-wal"), 0U);
  CHECK_EQ(mode_of(stage.path() + "-shm"), 0600U);
}

/// As the verifier does: from now on this process may open none of the store's files, nor make any there.
void become_nobody() {
  constexpr uid_t nobody = 65534;
  CHECK(::setgroups(0, nullptr) == 0);
  CHECK(::setresgid(nobody, nobody, nobody) == 0);
  CHECK(::setresuid(nobody, nobody, nobody) == 0);
}

void who_has_it_open_goes_on_without_privileges() {
  const Stage stage;
  CHECK(::chmod(stage.folder.path().c_str(), 0711) == 0);  // above the store's own
  constexpr int many = 1500;                               // SQLite empties its log meanwhile
  for (int logins = 1; logins <= 2; ++logins) {
    CHECK_EQ(end_of(in_child([&] {
               waits_for_disk = false;
               std::optional<Store> store(stage.open());
               become_nobody();
               for (int i = 0; i < many; ++i)
                 fail_once(*store);
               CHECK_EQ(::access(stage.path().c_str(), R_OK), -1);
               CHECK(!Fd(::open((stage.folder_path() + "/new").c_str(), O_WRONLY | O_CREAT, 0600)));
               CHECK(::unlink((stage.path() + "-wal").c_str()) != 0);
               store.reset();
               return 0;
             })),
             0);
    CHECK_EQ(size_of(stage.path() + "-wal"), 0U);
    CHECK_EQ(failures(stage), std::to_string(many * logins));
  }
}

void the_privileged_and_the_others_share_it() {
  const Stage stage;
  constexpr int each = 50;
  for (const int end : in_children(8, [&] {
         auto store = stage.open();
         waits_for_disk = false;
         if (::getpid() % 2 == 0) become_nobody();  // their numbers follow each other
         for (int i = 0; i < each; ++i)
           fail_once(store);
         return 0;
       }))
    CHECK_EQ(end, 0);
  CHECK_EQ(failures(stage), std::to_string(8 * each));
  for (const auto* const file : {"", "-wal", "-shm"}) {
    struct stat found {};
    if (::lstat((stage.path() + file).c_str(), &found) == 0) CHECK_EQ(found.st_uid, 0U);
  }
}

void what_an_earlier_version_made_is_used_as_it_is() {
  const Stage stage;
  static_cast<void>(stage.open());
  CHECK(::chmod(stage.folder_path().c_str(), 0700) == 0);
  CHECK_EQ(by_sqlite(stage.path(), "PRAGMA wal_checkpoint"), "0");  // and takes the log away at its end
  CHECK(!std::filesystem::exists(stage.path() + "-wal"));
  for (int logins = 1; logins <= 3; ++logins)
    CHECK_EQ(end_of(in_child([&] {
               auto store = stage.open();
               become_nobody();
               fail_once(store);
               return 0;
             })),
             0);
  CHECK_EQ(failures(stage), "3");
}

void many_that_make_it_at_once_all_get_it() {
  const Stage stage;
  for (const int end : in_children(30, [&] {
         auto store = stage.open();
         fail_once(store);
         return 0;
       }))
    CHECK_EQ(end, 0);
  CHECK_EQ(failures(stage), "30");
}

void what_is_committed_is_on_the_disk() {
  const Stage stage;
  auto store = stage.open();
  for (int i = 0; i < 3; ++i) {
    const int before = synced;
    fail_once(store);
    CHECK(synced > before);
  }
}

void a_full_disk_is_told_and_loses_nothing() {
  const Stage stage;
  CHECK_EQ(end_of(in_child([&] {
             const SmallDisk disk(stage.folder_path());
             disk.fill();
             CHECK(tells(error_of(stage.try_open()), Kind::full, stage, "free space"));
             disk.empty();
             int counted = 1;
             {
               auto store = stage.open();
               fail_once(store);
               disk.fill();
               auto outcome = record_failure(store, "alice");
               for (; outcome && counted < 10000; ++counted)
                 outcome = record_failure(store, "alice");
               CHECK(tells(error_of(outcome), Kind::full, stage, "free space in " + stage.folder_path()));
               disk.empty();
               CHECK_EQ(failures(stage), std::to_string(counted));
               fail_once(store);
             }
             disk.fill();
             {
               auto store = stage.open();  // there is room for what is kept beside it
               CHECK(tells(error_of(record_failure(store, "alice")), Kind::full, stage, "free space"));
             }
             disk.empty();
             CHECK_EQ(failures(stage), std::to_string(counted + 1));
             return 0;
           })),
           0);
}

void a_read_only_disk_is_told_and_loses_nothing() {
  const Stage stage;
  CHECK_EQ(end_of(in_child([&] {
             const SmallDisk disk(stage.folder_path());
             {
               auto store = stage.open();
               fail_once(store);
             }
             disk.make_read_only();
             CHECK(tells(error_of(stage.try_open()), Kind::read_only, stage, "writable"));
             return 0;
           })),
           0);
}

void a_damaged_file_is_told_and_left_as_it_is() {
  const auto spoilt = [](std::streamoff at, const std::string& with) {
    const Stage stage;
    {
      auto store = stage.open();
      for (int i = 0; i < 50; ++i)
        fail_once(store);
    }
    std::fstream(stage.path(), std::ios::in | std::ios::out | std::ios::binary).seekp(at) << with;
    const auto size = std::filesystem::file_size(stage.path());
    auto store = stage.try_open();
    const auto error = store ? error_of(record_failure(*store, "alice")) : store.error();
    CHECK(tells(error, Kind::damaged, stage, "move it away"));
    CHECK_EQ(std::filesystem::file_size(stage.path()), size);
  };
  spoilt(0, "this is no database");
  spoilt(4096, std::string(800000, 'x'));
}

void a_file_of_another_program_is_told_and_left_as_it_is() {
  const Stage stage;
  CHECK(::mkdir(stage.folder_path().c_str(), 0700) == 0);
  by_sqlite(stage.path(), "CREATE TABLE theirs (a)");
  CHECK(::chmod(stage.path().c_str(), 0600) == 0);
  CHECK(tells(error_of(stage.try_open()), Kind::damaged, stage, "another program"));
  CHECK_EQ(by_sqlite(stage.path(), "SELECT name FROM sqlite_schema"), "theirs");
}

void a_newer_store_is_told_and_left_as_it_is() {
  const Stage stage;
  {
    auto store = stage.open();
    fail_once(store);
  }
  by_sqlite(stage.path(), "PRAGMA user_version = 1000");
  CHECK(tells(error_of(stage.try_open()), Kind::newer, stage, "newer wavix2fa"));
  CHECK_EQ(failures(stage), "1");
}

void a_store_that_others_hold_for_too_long_is_told() {
  const Stage stage;
  auto store = value_of(stage.try_open(50ms));
  sqlite3* opened = nullptr;
  CHECK(sqlite3_open(stage.path().c_str(), &opened) == SQLITE_OK);
  const wavix::Handle<sqlite3, sqlite3_close_v2> other(opened);
  CHECK(sqlite3_exec(opened, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK);
  CHECK(tells(error_of(record_failure(store, "alice")), Kind::busy, stage, "fuser"));
  // Who only looks waits for nobody.
  CHECK(!value_of(locked_until(store, "alice", {1, 1h, 1h})));
  CHECK(sqlite3_exec(opened, "ROLLBACK", nullptr, nullptr, nullptr) == SQLITE_OK);
  fail_once(store);
}

void without_a_clock_nothing_is_done() {
  const Stage stage;
  bool gone = false;
  auto store =
      value_of(Store::open(stage.path(), 1s, [&]() -> wavix::Expected<wavix::guard::Reading, std::string> {
        if (gone) return wavix::unexpected(std::string("no clock"));
        return stage.machine.reading();
      }));
  gone = true;
  CHECK_EQ(error_of(record_failure(store, "alice")).reason, "no clock");
  CHECK_EQ(failures(stage), "0");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("it is made for root alone with its folder", it_is_made_for_root_alone_with_its_folder),
      TEST("its log stays, and is emptied at the end", its_log_stays_and_is_emptied_at_the_end),
      TEST("who has it open goes on without privileges", who_has_it_open_goes_on_without_privileges),
      TEST("the privileged and the others share it", the_privileged_and_the_others_share_it),
      TEST("what an earlier version made is used as it is", what_an_earlier_version_made_is_used_as_it_is),
      TEST("the folder above is not made", the_folder_above_is_not_made),
      TEST("what others could touch is not opened", what_others_could_touch_is_not_opened),
      TEST("many that make it at once all get it", many_that_make_it_at_once_all_get_it),
      TEST("what is committed is on the disk", what_is_committed_is_on_the_disk),
      TEST("a full disk is told and loses nothing", a_full_disk_is_told_and_loses_nothing),
      TEST("a read only disk is told and loses nothing", a_read_only_disk_is_told_and_loses_nothing),
      TEST("a damaged file is told and left as it is", a_damaged_file_is_told_and_left_as_it_is),
      TEST("a file of another program is told and left as it is",
           a_file_of_another_program_is_told_and_left_as_it_is),
      TEST("a newer store is told and left as it is", a_newer_store_is_told_and_left_as_it_is),
      TEST("a store that others hold for too long is told", a_store_that_others_hold_for_too_long_is_told),
      TEST("without a clock nothing is done", without_a_clock_nothing_is_done),
  };
  return cmocka_run_group_tests_name("guard store", tests, nullptr, nullptr);
}
