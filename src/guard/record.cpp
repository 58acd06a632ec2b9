// SPDX-License-Identifier: BSD-3-Clause
#include "guard/record.hpp"

#include <algorithm>
#include <tuple>

#include "base/text.hpp"
#include "guard/totals.hpp"
#include "guard/transaction.hpp"

namespace wavix::guard {
namespace {

constexpr const char* columns = "SELECT id, wall, user, service, rhost, phone, channel, verification, sends, "
                                "checks, verdict, cause, took, "
                                "contact, country, rule, detail FROM record ";

using T = std::string;
using Row =
    std::tuple<std::int64_t, WallTime, T, T, T, T, T, T, unsigned, unsigned, T, T, milliseconds, T, T, T, T>;

// No row is larger than this makes it: with the number of rows, that bounds the file.
constexpr std::size_t longest_text = 256;

std::string kept(const std::string& text) { return sanitised(text, longest_text); }

LoginRecord login_of(const Row& row) {
  return std::apply([](auto /*id*/, const auto&... values) { return LoginRecord{values...}; }, row);
}

void write_steps(Transaction& transaction, std::int64_t record, const std::vector<LoginStep>& steps) {
  for (std::size_t i = 0; i < std::min(steps.size(), most_steps); ++i)
    transaction.run("INSERT INTO step (record, number, wall, what, detail) VALUES (?, ?, ?, ?, ?)", record, i,
                    steps[i].at, kept(steps[i].what), kept(steps[i].detail));
}

std::vector<LoginStep> steps_of(Transaction& transaction, std::int64_t record) {
  std::vector<LoginStep> steps;
  for (auto& [at, what, detail] : transaction.rows<WallTime, T, T>(
           "SELECT wall, what, detail FROM step WHERE record = ? ORDER BY number", record))
    steps.push_back({at, std::move(what), std::move(detail)});
  return steps;
}

/// Ids and times grow together, so the oldest have the least ids, and how many there are is known by the ids
/// alone. Freed pages go back to the disk, a few at a time as well.
void prune(Transaction& transaction, const RecordBounds& bounds) {
  transaction.run(
      "DELETE FROM record WHERE id IN (SELECT id FROM (SELECT id, at FROM record ORDER BY id LIMIT "
      "16) WHERE at <= ? OR id <= (SELECT max(id) FROM record) - ?)",
      transaction.now() - bounds.age, bounds.rows);
  transaction.run("PRAGMA incremental_vacuum(16)");
}

}  // namespace

Expected<void, StoreError> write_record(Store& store, const LoginRecord& login, const RecordBounds& bounds) {
  return change(
      store,
      [&](Transaction& transaction) {
        transaction.run("INSERT INTO record (at, wall, user, service, rhost, phone, channel, verification, "
                        "sends, checks, "
                        "verdict, cause, took, contact, country, rule, detail) "
                        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        transaction.now(), transaction.wall(), kept(login.user), kept(login.service),
                        kept(login.rhost), kept(login.phone), kept(login.channel), kept(login.verification),
                        login.sends, login.checks, kept(login.verdict), kept(login.cause), login.took,
                        kept(login.contact), kept(login.country), kept(login.rule), kept(login.detail));
        write_steps(transaction, transaction.inserted(), login.steps);
        count_login(transaction, login);
        prune(transaction, bounds);
      },
      Transaction::Durability::relaxed);
}

Expected<std::vector<LoginRecord>, StoreError> last_records(Store& store, unsigned most,
                                                            const std::optional<std::string>& user) {
  const auto name = user ? std::optional(kept(*user)) : std::nullopt;
  const auto sql =
      std::string(columns) + (user ? "WHERE user = ?2" : "WHERE ?2 IS NULL") + " ORDER BY id DESC LIMIT ?1";
  return look(store, [&](Transaction& transaction) {
    std::vector<LoginRecord> logins;
    transaction.each<Row>(
        sql.c_str(),
        [&](const Row& row) {
          logins.push_back(login_of(row));
          logins.back().steps = steps_of(transaction, std::get<0>(row));
        },
        most, name);
    return logins;
  });
}

Expected<unsigned, StoreError> count_records(Store& store) {
  return look(store, [](Transaction& transaction) {
    return transaction.value<unsigned>("SELECT count(*) FROM record").value_or(0);
  });
}

Expected<void, StoreError> visit_records(Store& store, WallTime from, WallTime to,
                                         const std::function<void(const LoginRecord&)>& visit) {
  const auto sql = std::string(columns) + "WHERE wall >= ? AND wall < ? ORDER BY wall, id";
  return look(store, [&](Transaction& transaction) {
    transaction.each<Row>(
        sql.c_str(), [&](const Row& row) { visit(login_of(row)); }, from, to);
  });
}

Expected<std::vector<LoginRecord>, StoreError> records_of(Store& store,
                                                          const std::vector<std::string>& verifications) {
  // So that the index of verifications, which has no empty ones, is of use.
  const auto sql = std::string(columns) + "WHERE verification = ? AND verification <> '' ORDER BY id";
  return look(store, [&](Transaction& transaction) {
    std::vector<LoginRecord> logins;
    transaction.each_of<Row>(sql.c_str(), verifications,
                             [&](const Row& row) { logins.push_back(login_of(row)); });
    return logins;
  });
}

}  // namespace wavix::guard
