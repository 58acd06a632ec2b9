// SPDX-License-Identifier: BSD-3-Clause
#include "guard/overview.hpp"

#include "guard/pending.hpp"
#include "guard/transaction.hpp"

namespace wavix::guard {

Expected<Overview, StoreError> overview(Store& store) {
  return look(store, [](Transaction& transaction) {
    const auto number = [&](const char* sql) { return transaction.value<std::uint64_t>(sql).value_or(0); };
    Overview now;
    now.bytes = number("PRAGMA page_count") * number("PRAGMA page_size");
    // Only the oldest are ever taken away, so that the ids have no gaps.
    now.logins = number("SELECT coalesce(max(id) - min(id) + 1, 0) FROM record");
    now.pending = transaction
                      .value<std::uint64_t>("SELECT count(*) FROM pending WHERE last_sent > ?",
                                            transaction.now() - code_life)
                      .value_or(0);
    now.last_login = transaction.value<WallTime>("SELECT wall FROM record ORDER BY id DESC LIMIT 1");
    now.last_verified = transaction.value<WallTime>(
        "SELECT wall FROM record WHERE verdict = 'verified' ORDER BY id DESC LIMIT 1");
    return now;
  });
}

}  // namespace wavix::guard
