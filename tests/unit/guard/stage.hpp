// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "../folder.hpp"
#include "check.hpp"
#include "guard/store.hpp"

namespace wavix::test {

using namespace std::chrono_literals;
using guard::milliseconds;
using guard::Store;
using guard::StoreError;

/// What came back; or the test fails, with the reason.
template <typename T>
T value_of(Expected<T, StoreError> outcome) {
  if (!outcome) failed(__FILE__, __LINE__, outcome.error().reason);
  if constexpr (!std::is_void_v<T>) return std::move(*outcome);
}

template <typename T>
StoreError error_of(Expected<T, StoreError> outcome) {
  if (outcome) failed(__FILE__, __LINE__, "it did not fail");
  return std::move(outcome.error());
}

/// A machine's clocks, which only the test moves.
class Machine {
public:
  void pass(milliseconds time) {
    reading_.up += time;
    reading_.wall += time;
  }
  void set_wall(milliseconds by) { reading_.wall += by; }
  void set_wall_to_1970() { reading_.wall = guard::WallTime(); }
  /// Up again after `off`, with a wall clock that went wrong by `error`.
  void reboot(milliseconds off, milliseconds error = 0ms) {
    reading_.up = 20s;
    reading_.wall += off + error;
    reading_.boot += "again";
  }
  [[nodiscard]] const guard::Reading& reading() const { return reading_; }
  [[nodiscard]] guard::Clock clock() const {
    return [this] { return reading_; };
  }

private:
  guard::Reading reading_{5h, guard::WallTime(20000 * 24h), "boot"};
};

/// A place for a store, and the machine whose clocks it goes by.
struct Stage {
  Folder folder;
  Machine machine;

  [[nodiscard]] std::string folder_path() const { return folder.path() / "state"; }
  [[nodiscard]] std::string path() const { return folder_path() + "/state.db"; }
  [[nodiscard]] Expected<Store, StoreError> try_open(milliseconds patience = 20s) const {
    return Store::open(path(), patience, machine.clock());
  }
  [[nodiscard]] Store open() const { return value_of(try_open()); }
};

/// `body` in a process of its own, which ends with what it returns. No store may be open meanwhile: SQLite's
/// would go across the fork.
inline pid_t in_child(const std::function<int()>& body) {
  const pid_t child = ::fork();
  CHECK(child >= 0);
  if (child > 0) return child;
  int code = 99;
  try {
    code = body();
  } catch (const std::exception& error) {
    static_cast<void>(std::fprintf(stderr, "# in a child: %s\n", error.what()));
  }
  ::_exit(code);
}

/// Its exit status; negative: the signal that ended it.
inline int end_of(pid_t child) {
  int status = 0;
  CHECK(::waitpid(child, &status, 0) == child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

/// What `count` processes return that do it all at once: none begins before the last is there.
inline std::vector<int> in_children(int count, const std::function<int()>& body) {
  int gate[2];
  CHECK(::pipe(gate) == 0);
  std::vector<pid_t> children;
  children.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i)
    children.push_back(in_child([&] {
      char none = 0;
      ::close(gate[1]);
      CHECK(::read(gate[0], &none, 1) == 0);
      return body();
    }));
  ::close(gate[0]);
  ::close(gate[1]);
  std::vector<int> ends;
  ends.reserve(children.size());
  for (const auto child : children)
    ends.push_back(end_of(child));
  return ends;
}

}  // namespace wavix::test
