// SPDX-License-Identifier: BSD-3-Clause
#include "guard/record.hpp"

#include "base/text.hpp"
#include "guard/transaction.hpp"

namespace wavix::guard {
namespace {

constexpr const char* columns =
    "SELECT wall, user, service, rhost, phone, channel, verification, sends, checks, "
    "verdict, cause, took, cost FROM record ";

// No row is larger than this makes it: with the number of rows, that bounds the file.
constexpr std::size_t longest_text = 256;

std::string kept(const std::string& text) { return sanitised(text, longest_text); }

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
        transaction.run(
            "INSERT INTO record (at, wall, user, service, rhost, phone, channel, verification, sends, "
            "checks, verdict, cause, took, cost) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            transaction.now(), transaction.wall(), kept(login.user), kept(login.service), kept(login.rhost),
            kept(login.phone), kept(login.channel), kept(login.verification), login.sends, login.checks,
            kept(login.verdict), kept(login.cause), login.took, kept(login.cost));
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
    using T = std::string;
    const auto rows = transaction.rows<WallTime, T, T, T, T, T, T, unsigned, unsigned, T, T, milliseconds, T>(
        sql.c_str(), most, name);
    std::vector<LoginRecord> logins;
    logins.reserve(rows.size());
    for (const auto& row : rows)
      logins.push_back(std::apply([](const auto&... values) { return LoginRecord{values...}; }, row));
    return logins;
  });
}

}  // namespace wavix::guard
