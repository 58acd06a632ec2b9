// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "guard/store.hpp"

/// The record: what became of each login, for the administrator.
namespace wavix::guard {

/// One login. Texts are made fit for a terminal, and cut, when they are written.
struct LoginRecord {
  WallTime ended{};  ///< set by write()
  std::string user, service, rhost;
  std::string phone;  ///< masked (PhoneNumber::masked()); empty: none known
  std::string channel, verification;
  unsigned sends = 0, checks = 0;
  std::string verdict, cause;
  milliseconds took{0};
  std::string cost;  ///< as Wavix writes it, "0.0522"; empty: not known
};

/// How much is kept.
struct RecordBounds {
  milliseconds age = std::chrono::days(365);
  unsigned rows = 1000000;
};

/// Adds a login, and takes away a few of the oldest that are out of bounds: more than are added, and never so
/// many that a login would wait for it. Not one of those that must outlive a crash of the machine.
Expected<void, StoreError> write_record(Store& store, const LoginRecord& login, const RecordBounds& bounds);

/// The latest logins, latest first: at most `most`, of `user` alone if one is named.
Expected<std::vector<LoginRecord>, StoreError> last_records(Store& store, unsigned most,
                                                            const std::optional<std::string>& user = {});

}  // namespace wavix::guard
