// SPDX-License-Identifier: BSD-3-Clause
#include "guard/totals.hpp"

#include "base/text.hpp"
#include "guard/outcome.hpp"
#include "guard/transaction.hpp"

namespace wavix::guard {

void count_login(Transaction& transaction, const LoginRecord& login) {
  transaction.run(
      "INSERT INTO total (outcome, service, channel, logins, sends, checks) VALUES (?, ?, ?, 1, ?, ?) "
      "ON CONFLICT DO UPDATE SET logins = logins + 1, sends = sends + excluded.sends, "
      "checks = checks + excluded.checks",
      login_outcomes[index_of(outcome_of(login))], sanitised(login.service), login.channel, login.sends,
      login.checks);
}

Expected<std::vector<Total>, StoreError> totals(Store& store) {
  return look(store, [](Transaction& transaction) {
    std::vector<Total> all;
    for (auto& [outcome, service, channel, logins, sends, checks] :
         transaction.rows<std::string, std::string, std::string, std::uint64_t, std::uint64_t, std::uint64_t>(
             "SELECT outcome, service, channel, logins, sends, checks FROM total ORDER BY outcome, service, "
             "channel"))
      all.push_back({std::move(outcome), std::move(service), std::move(channel), logins, sends, checks});
    return all;
  });
}

}  // namespace wavix::guard
