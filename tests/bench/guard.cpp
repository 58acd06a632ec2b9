// SPDX-License-Identifier: BSD-3-Clause
// What the guard costs a login: with a million logins on record, the time to open the store and to ask all
// that is asked before a message is sent. Prints it; the aim is less than 5 ms.
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "../unit/guard/stage.hpp"
#include "base/fd.hpp"
#include "base/file.hpp"
#include "base/handle.hpp"
#include "guard/break_glass.hpp"
#include "guard/breaker.hpp"
#include "guard/grace.hpp"
#include "guard/limits.hpp"
#include "guard/lockout.hpp"
#include "guard/pending.hpp"
#include "guard/record.hpp"

namespace {

using namespace wavix::test;
namespace guard = wavix::guard;

constexpr int logins = 200;

/// Past the store, by million.sql.
void fill(const Stage& stage) {
  sqlite3* opened = nullptr;
  CHECK(sqlite3_open(stage.path().c_str(), &opened) == SQLITE_OK);
  const wavix::Handle<sqlite3, sqlite3_close_v2> database(opened);
  const auto sql = wavix::read_file(MILLION_SQL, 4096);
  CHECK(sql.has_value());
  CHECK(sqlite3_exec(opened, sql->c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
}

/// All that stands before a message.
void ask_all(Store& store, const std::string& user) {
  const guard::SendLimits limits{.per_user = {{100, 1h}, {200, 24h}},
                                 .per_number = {{1000, 1h}, {2000, 24h}},
                                 .per_rhost = {{500, 1h}, {5000, 24h}},
                                 .total = {{1000, 1h}, {10000, 24h}}};
  const std::string rhost = "203.0.113.9";
  CHECK(!value_of(guard::break_glass(store)));
  CHECK(!value_of(guard::locked_until(store, user, {5, 15min, 15min})));
  CHECK(!value_of(
      guard::grace_until(store, {user, "sshd", guard::GracePlace::remote(rhost).value()}, {1h, 24h})));
  static_cast<void>(value_of(guard::take(store, {user, "sshd", rhost}, 120s)));
  static_cast<void>(value_of(guard::due_for_cancelling(store)));
  CHECK(value_of(guard::circuit(store, {5, 30s})) == guard::Circuit::closed);
  const auto decision = value_of(guard::reserve_send(store, {user, "37128782931", rhost, "sshd"}, limits));
  CHECK(std::holds_alternative<guard::Reserved>(decision));
}

/// And all that comes after.
void write_all(Store& store, const std::string& user) {
  const auto id = value_of(guard::hold(store, {user, "sshd", "203.0.113.9"}, {"5f1a8680", "37128782931"},
                                       std::chrono::minutes(2)));
  value_of(guard::count_try(store, id));
  value_of(guard::forget(store, id));
  value_of(guard::clear_failures(store, user));
  value_of(guard::note_answer(store));
  value_of(guard::write_record(store, {}, {}));
}

using Times = std::vector<std::chrono::duration<double, std::milli>>;

void timed(Times& times, const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  times.emplace_back(std::chrono::steady_clock::now() - start);
}

void print(const char* what, Times times) {
  std::sort(times.begin(), times.end());
  static_cast<void>(std::printf("%-42s median %6.2f ms   95 of 100 within %6.2f ms   longest %6.2f ms\n",
                                what, times[times.size() / 2].count(), times[times.size() * 95 / 100].count(),
                                times.back().count()));
}

void measure() {
  const Stage stage;
  static_cast<void>(stage.open());
  fill(stage);
  static_cast<void>(std::printf("1000000 logins on record, %.0f MiB\n",
                                static_cast<double>(std::filesystem::file_size(stage.path())) / (1 << 20)));
  Times before, after, closing, disk;
  const wavix::Fd plain(
      ::open((stage.folder_path() + "/plain").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
  for (int i = 0; i < logins; ++i) {
    const auto user = "user" + std::to_string(i * 37 % 10000);
    std::optional<Store> store;
    timed(before, [&] { ask_all(store.emplace(stage.open()), user); });
    timed(after, [&] { write_all(*store, user); });
    timed(closing, [&] { store.reset(); });
    timed(disk, [&] { CHECK(::pwrite(plain.get(), &i, sizeof i, 0) > 0 && ::fdatasync(plain.get()) == 0); });
  }
  print("opening, and all checks before a message", before);
  print("all that a login writes afterwards", after);
  print("closing, when the verdict is told", closing);
  print("for comparison: this disk, to keep 4 bytes", disk);
}

}  // namespace

int main() {
  try {
    measure();
    return 0;
  } catch (const std::exception& error) {
    static_cast<void>(std::fprintf(stderr, "%s\n", error.what()));
    return 1;
  }
}
