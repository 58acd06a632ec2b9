// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/channel.hpp"
#include "guard/store.hpp"

/// Verifications that Wavix holds open. Each is written down when it is created, and is held by the process
/// that goes on with it. A login whose user went away lets go of it, one that was killed is found dead: the
/// user's next login takes it, with its sends and tries, and needs no second message.
namespace wavix::guard {

/// A code is good for so long after it was sent; no verification is of use to anybody later.
constexpr milliseconds code_life = std::chrono::minutes(5);

/// Whose login: only the same may go on with a verification.
struct LoginKey {
  std::string user, service, rhost;
};

struct Pending {
  std::string verification;        ///< Wavix's id
  std::string number;              ///< digits
  Channel channel = Channel::sms;  ///< of the last send
  unsigned sends = 0;
  unsigned tries = 0;         ///< codes that were checked and were not right, or nobody knows
  milliseconds last_sent{0};  ///< so long ago
};

/// A verification that this process holds.
using PendingId = std::int64_t;
struct Taken {
  PendingId id;
  Pending pending;
};

/// A verification that was just created by a first send; this process holds it. `reuse_window`: for how long
/// it waits for the user's next login once nobody holds it.
Expected<PendingId, StoreError> hold(Store& store, const LoginKey& key, const Pending& created,
                                     milliseconds reuse_window);

/// Before each check, and before each further send: a kill in between loses one and never gains one. What
/// this process does not hold is StoreError::Kind::lost.
Expected<void, StoreError> count_try(Store& store, PendingId id);
Expected<void, StoreError> count_send(Store& store, PendingId id, Channel channel);

/// Lets go of it for the user's next login.
Expected<void, StoreError> keep(Store& store, PendingId id);
/// It is verified or cancelled, and nobody's any more.
Expected<void, StoreError> forget(Store& store, PendingId id);

/// What the last login of `key` left, if it was touched within `reuse_window` and its code lives: this
/// process now holds it, and no other that asks gets it. Whether it has tries left is for the caller to see.
Expected<std::optional<Taken>, StoreError> take(Store& store, const LoginKey& key, milliseconds reuse_window);

/// What take() would give, and takes nothing.
Expected<std::optional<Pending>, StoreError> look_at_pending(Store& store, const LoginKey& key,
                                                             milliseconds reuse_window);

/// The verifications that nobody took within their windows, for this process to cancel and then to forget():
/// it holds them, so that no other is told of them. If it ends before it could, the next caller is. Those
/// whose code lives no longer are forgotten, unless a login still goes on with them.
Expected<std::vector<std::string>, StoreError> due_for_cancelling(Store& store);
Expected<void, StoreError> forget(Store& store, const std::vector<std::string>& cancelled);

}  // namespace wavix::guard
