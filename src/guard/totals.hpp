// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "guard/store.hpp"

/// Counters of all logins since the store was made (or was brought to a version that counts): what has been
/// counted stays, however short the record is kept. For metrics, so that no user is named.
namespace wavix::guard {

class Transaction;
struct LoginRecord;

struct Total {
  std::string outcome;           ///< one of login_outcomes
  std::string service, channel;  ///< the channel is empty where nothing was sent
  std::uint64_t logins = 0, sends = 0, checks = 0;
};
Expected<std::vector<Total>, StoreError> totals(Store& store);

/// Counts a login, in the transaction that records it.
void count_login(Transaction& transaction, const LoginRecord& login);

}  // namespace wavix::guard
