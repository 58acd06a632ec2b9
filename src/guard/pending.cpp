// SPDX-License-Identifier: BSD-3-Clause
#include "guard/pending.hpp"

#include <unistd.h>

#include "guard/holder.hpp"
#include "guard/transaction.hpp"

namespace wavix::guard {
namespace {

using HolderPid = std::optional<pid_t>;
using HolderStart = std::optional<std::uint64_t>;
using HolderBoot = std::optional<std::string>;

bool is_free(const Transaction& transaction, HolderPid pid, HolderStart start, const HolderBoot& boot) {
  if (!pid || boot != transaction.boot()) return true;
  return !may_run({*pid, start.value_or(0)});
}

/// Of this process, which is running.
std::uint64_t own_start() {
  const auto self = running(::getpid());
  return self ? self->start : 0;
}

void hold_from_now(Transaction& transaction, PendingId id) {
  transaction.run("UPDATE pending SET holder_pid = ?, holder_start = ?, holder_boot = ? WHERE id = ?",
                  ::getpid(), own_start(), transaction.boot(), id);
}

/// Runs an UPDATE of the row `id` where this process holds it; its last parameters are now, id, and the
/// holder.
template <typename... Values>
Expected<void, StoreError> change_held(Store& store, PendingId id, const char* statement,
                                       const Values&... values) {
  return change(store, [&](Transaction& transaction) {
    transaction.run(statement, values..., transaction.now(), id, ::getpid(), own_start(), transaction.boot());
    if (!transaction.failed() && transaction.changed() == 0)
      transaction.fail({StoreError::Kind::lost, "the verification is no longer this login's to go on with"});
  });
}

/// What a login of `key` may go on with, if it is nobody's now.
std::optional<Taken> left_for(Transaction& transaction, const LoginKey& key, milliseconds reuse_window) {
  const auto now = transaction.now();
  const auto candidates = transaction.rows<PendingId, std::string, std::string, std::string, unsigned,
                                           unsigned, Instant, HolderPid, HolderStart, HolderBoot>(
      "SELECT id, verification, number, channel, sends, tries, last_sent, holder_pid, holder_start, "
      "holder_boot FROM pending WHERE user = ? AND service = ? AND rhost = ? AND touched > ? AND last_sent "
      "> ? ORDER BY last_sent DESC, id DESC",
      key.user, key.service, key.rhost, now - reuse_window, now - code_life);
  for (const auto& [id, verification, number, channel, sends, tries, sent, pid, start, boot] : candidates)
    if (is_free(transaction, pid, start, boot))
      return Taken{
          id, {verification, number, channel_from(channel).value_or(Channel::sms), sends, tries, now - sent}};
  return std::nullopt;
}

}  // namespace

Expected<PendingId, StoreError> hold(Store& store, const LoginKey& key, const Pending& created,
                                     milliseconds reuse_window) {
  return change(store, [&](Transaction& transaction) {
    transaction.run("INSERT INTO pending (user, service, rhost, verification, number, channel, sends, tries, "
                    "last_sent, touched, reuse_window, holder_pid, holder_start, holder_boot) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    key.user, key.service, key.rhost, created.verification, created.number,
                    to_string(created.channel), created.sends, created.tries,
                    transaction.now() - created.last_sent, transaction.now(), reuse_window, ::getpid(),
                    own_start(), transaction.boot());
    return transaction.inserted();
  });
}

Expected<void, StoreError> count_try(Store& store, PendingId id) {
  return change_held(store, id,
                     "UPDATE pending SET tries = tries + 1, touched = ? WHERE id = ? AND holder_pid = ? AND "
                     "holder_start = ? AND holder_boot = ?");
}

Expected<void, StoreError> count_send(Store& store, PendingId id, Channel channel) {
  return change_held(
      store, id,
      "UPDATE pending SET sends = sends + 1, channel = ?1, last_sent = ?2, touched = ?2 WHERE id "
      "= ?3 AND holder_pid = ?4 AND holder_start = ?5 AND holder_boot = ?6",
      to_string(channel));
}

Expected<void, StoreError> keep(Store& store, PendingId id) {
  return change_held(
      store, id,
      "UPDATE pending SET holder_pid = NULL, holder_start = NULL, holder_boot = NULL, touched = ? "
      "WHERE id = ? AND holder_pid = ? AND holder_start = ? AND holder_boot = ?");
}

Expected<void, StoreError> forget(Store& store, PendingId id) {
  return change(store,
                [&](Transaction& transaction) { transaction.run("DELETE FROM pending WHERE id = ?", id); });
}

Expected<std::optional<Taken>, StoreError> take(Store& store, const LoginKey& key,
                                                milliseconds reuse_window) {
  return change(store, [&](Transaction& transaction) {
    auto left = left_for(transaction, key, reuse_window);
    if (left) hold_from_now(transaction, left->id);
    return left;
  });
}

Expected<std::optional<Pending>, StoreError> look_at_pending(Store& store, const LoginKey& key,
                                                             milliseconds reuse_window) {
  return look(store, [&](Transaction& transaction) -> std::optional<Pending> {
    auto left = left_for(transaction, key, reuse_window);
    if (!left) return std::nullopt;
    return std::move(left->pending);
  });
}

Expected<std::vector<std::string>, StoreError> due_for_cancelling(Store& store) {
  return change(store, [&](Transaction& transaction) {
    const auto expired = transaction.now() - code_life;
    std::vector<std::string> due;
    const auto candidates =
        transaction.rows<PendingId, std::string, Instant, HolderPid, HolderStart, HolderBoot>(
            "SELECT id, verification, last_sent, holder_pid, holder_start, holder_boot FROM pending "
            "WHERE last_sent <= ? OR touched + reuse_window <= ?",
            expired, transaction.now());
    for (const auto& [id, verification, sent, pid, start, boot] : candidates) {
      if (!is_free(transaction, pid, start, boot)) continue;
      if (sent > expired) {
        hold_from_now(transaction, id);
        due.push_back(verification);
      } else {
        transaction.run("DELETE FROM pending WHERE id = ?", id);
      }
    }
    return due;
  });
}

Expected<void, StoreError> forget(Store& store, const std::vector<std::string>& cancelled) {
  if (cancelled.empty()) return {};
  return change(store, [&](Transaction& transaction) {
    for (const auto& verification : cancelled)
      transaction.run("DELETE FROM pending WHERE verification = ?", verification);
  });
}

}  // namespace wavix::guard
