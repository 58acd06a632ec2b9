// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <memory>
#include <string>

#include "base/expected.hpp"
#include "guard/store_error.hpp"
#include "guard/time.hpp"

/// What a login must remember across logins and processes. The operations are functions on a Store, one idea
/// to a header: limits, lockout, pending, grace, record, breaker, break_glass, recovery. Each is whole and
/// atomic, also between processes: it is done and kept when it returns, or it failed and nothing of it is.
/// None lasts while a person thinks, and none shows how things are kept, so that a store that many machines
/// share could do them by scripts of its own.
namespace wavix::guard {

/// The store of this machine: an SQLite file that every verifier opens for itself. Not to be carried across
/// a fork(2).
class Store {
public:
  /// Makes the file, and its folder, where there is none. `path` is absolute. No operation, this one
  /// included, waits longer than about `patience` for other processes. All that the operations need is open
  /// afterwards: they go on to work in a process that may no longer open any file, nor be in the folder.
  static Expected<Store, StoreError> open(std::string path, milliseconds patience,
                                          Clock clock = machine_clock);

  Store(Store&& other) noexcept;
  Store& operator=(Store&& other) noexcept;
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  ~Store();

private:
  friend class Transaction;
  struct Inside;
  explicit Store(std::unique_ptr<Inside> inside);

  std::unique_ptr<Inside> inside_;
};

}  // namespace wavix::guard
