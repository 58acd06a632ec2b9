// SPDX-License-Identifier: BSD-3-Clause
// A login may be killed at any instant: at each step of each write, one child is.
#include <algorithm>

#include "faults.hpp"
#include "guard/limits.hpp"
#include "guard/lockout.hpp"
#include "guard/pending.hpp"
#include "guard/record.hpp"
#include "guard/recovery.hpp"

// Before libc's, for SQLite too: processes die here and the machine goes on, so nothing need wait for a disk.
extern "C" __attribute__((visibility("default"))) int fdatasync(int) { return 0; }
extern "C" __attribute__((visibility("default"))) int fsync(int) { return 0; }

namespace {

using namespace wavix::test;
namespace guard = wavix::guard;

std::string count_of(const Stage& stage, const std::string& table) {
  return by_sqlite(stage.path(), "SELECT count(*) FROM " + table);
}

struct Outcome {
  bool killed;
  bool done;  ///< the child heard that its write was done
};

/// `write` by a child that is killed at its `step`th step, if it takes so many.
Outcome write_until(const Stage& stage, int step, const std::function<void(Store&)>& write) {
  CHECK(step < 2000);
  int said[2];
  CHECK(::pipe(said) == 0);
  const int end = end_of(in_child([&] {
    Steps::kill_at(step);
    auto store = stage.open();
    write(store);
    CHECK(::write(said[1], "!", 1) == 1);
    return 0;
  }));
  ::close(said[1]);
  char byte = 0;
  const bool done = ::read(said[0], &byte, 1) == 1;
  ::close(said[0]);
  CHECK(end == 0 || end == -SIGKILL);
  CHECK_EQ(by_sqlite(stage.path(), "PRAGMA integrity_check"), "ok");
  return {end != 0, done};
}

/// A child is killed at its first step, another at its second, and so on until one comes through; after each,
/// `look` at what is left.
void killed_at_every_step(const Stage& stage, const std::function<void(Store&)>& write,
                          const std::function<void(bool done)>& look) {
  static_cast<void>(stage.open());
  for (int step = 1;; ++step) {
    const auto outcome = write_until(stage, step, write);
    look(outcome.done);
    if (outcome.killed) continue;
    CHECK(step > 10);
    return;
  }
}

void killed_while_it_is_made_the_store_is_made_by_the_next() {
  for (int step = 1;; ++step) {
    const Stage stage;
    const int end = end_of(in_child([&] {
      Steps::kill_at(step);
      static_cast<void>(stage.open());
      return 0;
    }));
    auto store = stage.open();
    value_of(guard::record_failure(store, "alice"));
    CHECK_EQ(by_sqlite(stage.path(), "PRAGMA integrity_check"), "ok");
    if (end == 0) {
      CHECK(step > 10);
      break;
    }
  }
}

void no_send_that_was_granted_is_forgotten_and_none_counts_twice() {
  const Stage stage;
  int granted = 0;
  int tried = 0;
  killed_at_every_step(
      stage,
      [](Store& store) {
        const auto decision = value_of(
            guard::reserve_send(store, {"alice", "37128782931", "", "sshd"},
                                {.per_user = {}, .per_number = {}, .per_rhost = {}, .total = {{10000, 1h}}}));
        CHECK(std::holds_alternative<guard::Reserved>(decision));
      },
      [&](bool done) {
        granted += done ? 1 : 0;
        ++tried;
        const int counted = std::stoi(count_of(stage, "sends"));
        CHECK(counted >= granted);
        CHECK(counted <= tried);
      });
}

void no_try_that_was_counted_is_gained_back() {
  const Stage stage;
  const guard::LoginKey alice{"alice", "sshd", ""};
  {
    auto store = stage.open();
    value_of(guard::keep(
        store, value_of(guard::hold(store, alice, {"5f1a8680", "37128782931"}, std::chrono::minutes(2)))));
  }
  unsigned counted = 0;
  unsigned tried = 0;
  killed_at_every_step(
      stage,
      [&](Store& store) {
        const auto taken = value_of(guard::take(store, alice, 120s));
        CHECK(taken.has_value());
        value_of(guard::count_try(store, taken->id));
      },
      [&](bool done) {
        counted += done ? 1 : 0;
        ++tried;
        const auto tries =
            static_cast<unsigned>(std::stoi(by_sqlite(stage.path(), "SELECT tries FROM pending")));
        CHECK(tries >= counted);
        CHECK(tries <= tried);
      });
}

void failures_and_records_survive_too() {
  const Stage stage;
  int written = 0;
  killed_at_every_step(
      stage,
      [](Store& store) {
        value_of(guard::record_failure(store, "alice"));
        value_of(guard::write_record(store, {}, {.age = 24h, .rows = 3}));
      },
      [&](bool done) {
        written += done ? 1 : 0;
        CHECK(std::stoi(count_of(stage, "failures")) >= written);
        CHECK(std::stoi(count_of(stage, "record")) >= std::min(written, 3));
      });
}

void no_recovery_code_is_good_twice_and_none_is_lost_unused() {
  const Stage stage;
  const auto saved = stage.path() + ".saved";
  guard::RecoveryCodes codes;
  {
    auto store = stage.open();
    codes = value_of(guard::issue_recovery_codes(store, "alice"));
  }
  std::filesystem::copy_file(stage.path(), saved);
  bool gone = false;
  for (int step = 1;; ++step) {
    std::filesystem::copy_file(saved, stage.path(), std::filesystem::copy_options::overwrite_existing);
    for (const auto* const rest : {"-wal", "-shm"})
      std::filesystem::remove(stage.path() + rest);
    const auto outcome = write_until(stage, step, [&](Store& store) {
      CHECK_EQ(value_of(guard::use_recovery_code(store, "alice", codes[3].view())).value(), 9U);
    });
    const auto left = std::stoi(count_of(stage, "recovery"));
    if (outcome.done) CHECK_EQ(left, 9);
    if (gone) CHECK_EQ(left, 9);  // once a step is past the commit, all later ones are
    CHECK(left == 9 || left == 10);
    gone = left == 9;
    if (!outcome.killed) break;
  }
  CHECK(gone);
  auto store = stage.open();
  CHECK(!value_of(guard::use_recovery_code(store, "alice", codes[3].view())));
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      TEST("killed while it is made the store is made by the next",
           killed_while_it_is_made_the_store_is_made_by_the_next),
      TEST("no send that was granted is forgotten, and none counts twice",
           no_send_that_was_granted_is_forgotten_and_none_counts_twice),
      TEST("no try that was counted is gained back", no_try_that_was_counted_is_gained_back),
      TEST("failures and records survive too", failures_and_records_survive_too),
      TEST("no recovery code is good twice, and none is lost unused",
           no_recovery_code_is_good_twice_and_none_is_lost_unused),
  };
  return cmocka_run_group_tests_name("guard kill", tests, nullptr, nullptr);
}
